using System.Buffers.Binary;
using System.Collections;
using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Core.Execution;

/// <summary>
/// The leaves of one entry of <see cref="KeptResults"/>: a view of its bytes, so that what the state keeps of a bundle
/// and what is answered of it are in memory once.
/// </summary>
internal sealed class KeptLeaves : IEncodedLeaves
{
    private readonly SessionId _session;

    // Where each leaf begins. Null if all are equally long, as those of services with results of one size are.
    private readonly int[]? _starts;
    private readonly int _length;

    /// <param name="session">Whose.</param>
    /// <param name="entry">Made by <see cref="KeptResults"/>; not to be changed.</param>
    /// <param name="count">How many leaves it has.</param>
    public KeptLeaves(SessionId session, byte[] entry, int count)
    {
        _session = session;
        Entry = entry;
        Count = count;
        _length = (entry.Length - KeptResults.HeadBytes) / count;
        if (IsEven()) return;
        _starts = new int[count];
        var start = KeptResults.HeadBytes;
        for (var i = 0; i < count; i++)
        {
            _starts[i] = start;
            start += LengthAt(start);
        }
    }

    public byte[] Entry { get; }

    public ReadOnlyMemory<byte> Bytes => Entry.AsMemory(KeptResults.HeadBytes);

    public int Count { get; }

    public ResultLeaf this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(index));
            var start = _starts?[index] ?? KeptResults.HeadBytes + (index * _length);
            var result = start + KeptResults.LeastBytes;
            return new ResultLeaf(
                _session, BinaryPrimitives.ReadUInt64LittleEndian(Entry.AsSpan(start)),
                new Digest(Entry.AsSpan(start + sizeof(ulong), Digest.Size)),
                Entry.AsMemory(result, start + LengthAt(start) - result));
        }
    }

    public IEnumerator<ResultLeaf> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool IsEven()
    {
        for (var start = KeptResults.HeadBytes; start < Entry.Length; start += _length)
            if (LengthAt(start) != _length) return false;
        return true;
    }

    private int LengthAt(int start)
    {
        var length = Entry.AsSpan(start + KeptResults.LeastBytes - sizeof(uint), sizeof(uint));
        return KeptResults.LeastBytes + (int)BinaryPrimitives.ReadUInt32LittleEndian(length);
    }
}
