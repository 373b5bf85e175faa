namespace Witan.Core.Application;

/// <summary>Takes the results of a block, one per request, in order.</summary>
public interface IResults
{
    /// <param name="result">At most <see cref="Primitives.Limits.MaxResultBytes"/> bytes; copied.</param>
    void Add(ReadOnlySpan<byte> result);
}
