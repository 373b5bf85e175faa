using Witan.Core.Application;
using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Core.Execution;

/// <summary>
/// Collects what Apply answers, for one block after another: the memory of small blocks is used again, so a result
/// counts only until the next <see cref="Begin"/>.
/// </summary>
internal sealed class ResultList : IResults
{
    // What is kept from block to block.
    private const int KeptBytes = 1 << 20;

    private const int LeastBytes = 4096;

    private ReadOnlyMemory<byte>[] _results = [];

    // Where the next results go, and how much of it is taken. Never moved: what is full is left to the results in it.
    private byte[] _room = [];
    private int _taken;
    private int _expected;

    public int Count { get; private set; }

    /// <summary>Not to be kept.</summary>
    public ReadOnlyMemory<byte> this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(index));
            return _results[index];
        }
    }

    /// <summary>The next block; nobody reads results of the one before any more.</summary>
    /// <param name="expected">How many results there will be.</param>
    public void Begin(int expected)
    {
        if (_results.Length < expected) _results = new ReadOnlyMemory<byte>[expected];
        // Results of a larger block are not held by a smaller one.
        _results.AsSpan().Clear();
        if (_room.Length > KeptBytes) _room = [];
        (_expected, Count, _taken) = (expected, 0, 0);
    }

    /// <summary>The block is executed: whoever still holds this adds nothing.</summary>
    public void End() => _expected = Count;

    public void Add(ReadOnlySpan<byte> result)
    {
        Invariant.Require(Count < _expected, "Apply gives exactly one result per request");
        Invariant.Require(result.Length <= Limits.MaxResultBytes, "a result is within its limit");
        if (result.Length > _room.Length - _taken) MakeRoom(result.Length);
        var place = _room.AsMemory(_taken, result.Length);
        result.CopyTo(place.Span);
        _taken += result.Length;
        _results[Count++] = place;
    }

    private void MakeRoom(int least)
    {
        var size = Math.Max(least, Math.Clamp(2 * _room.Length, LeastBytes, KeptBytes));
        (_room, _taken) = (GC.AllocateUninitializedArray<byte>(size), 0);
    }
}
