using Witan.Core.Application;
using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Core.Execution;

/// <summary>Collects what Apply answers.</summary>
/// <param name="expected">How many results there will be.</param>
internal sealed class ResultList(int expected) : IResults
{
    private readonly byte[][] _results = new byte[expected][];

    public int Count { get; private set; }

    public byte[] this[int index] => _results[index];

    public void Add(ReadOnlySpan<byte> result)
    {
        Invariant.Require(Count < expected, "Apply gives exactly one result per request");
        Invariant.Require(result.Length <= Limits.MaxResultBytes, "a result is within its limit");
        _results[Count++] = result.ToArray();
    }
}
