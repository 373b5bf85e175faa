using Witan.Core.Application;
using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Core.Execution;

/// <summary>Collects what Apply answers.</summary>
internal sealed class ResultList(int expected) : IResults
{
    private readonly List<byte[]> _results = new(expected);

    public int Count => _results.Count;

    public byte[] this[int index] => _results[index];

    public void Add(ReadOnlySpan<byte> result)
    {
        Invariant.Require(result.Length <= Limits.MaxResultBytes, "a result is within its limit");
        _results.Add(result.ToArray());
    }
}
