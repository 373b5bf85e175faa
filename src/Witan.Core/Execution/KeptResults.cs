using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Execution;

/// <summary>
/// The results that one bundle had in one block, as the state keeps them until they are acknowledged: one entry of
/// <see cref="CoreMaps.Results"/> under the lowest number. A tree entry for each request would cost a block more than
/// all else that it does.
/// </summary>
public static class KeptResults
{
    /// <summary>
    /// The most that several leaves share: as much as a server puts into one piece of a state, so that an entry never
    /// outgrows one, and can be read with a proof. One leaf alone may be larger.
    /// </summary>
    public const int MaxEntryBytes = RangeChunk.TargetBytes;

    // The highest number, and how many there are.
    internal const int HeadBytes = sizeof(ulong) + sizeof(uint);

    // Number, digest and length of a result.
    internal const int LeastBytes = sizeof(ulong) + Digest.Size + sizeof(uint);

    /// <summary>
    /// How many of the first leaves share an entry: all that stay within <see cref="MaxEntryBytes"/> with what belongs
    /// to each, and one in any case.
    /// </summary>
    /// <param name="leaves">Of one bundle.</param>
    /// <param name="start">The first that is meant; there is such a one.</param>
    public static int Fitting(IReadOnlyList<ResultLeaf> leaves, int start)
    {
        var size = HeadBytes + SizeOf(leaves[start]);
        var end = start + 1;
        while (end < leaves.Count && (size += SizeOf(leaves[end])) <= MaxEntryBytes) end++;
        return end - start;
    }

    /// <param name="leaves">Of one session, by rising number.</param>
    /// <param name="start">The first that the entry holds.</param>
    /// <param name="count">How many, at least one.</param>
    public static byte[] Encode(IReadOnlyList<ResultLeaf> leaves, int start, int count)
    {
        var size = HeadBytes;
        for (var i = start; i < start + count; i++) size += SizeOf(leaves[i]);
        var writer = Begin(size, leaves[start + count - 1].Number, count);
        for (var i = start; i < start + count; i++) Write(writer, leaves[i]);
        return writer.Take();
    }

    /// <summary>Begins an entry of this size, which ends with this number; its leaves follow.</summary>
    internal static CanonicalWriter Begin(int size, ulong last, int count)
    {
        var writer = new CanonicalWriter(size);
        // First, so that who drops what is acknowledged need not read the rest.
        writer.U64(last);
        writer.Count(count);
        return writer;
    }

    internal static void Write(CanonicalWriter writer, in ResultLeaf leaf)
    {
        writer.U64(leaf.Number);
        writer.Digest(leaf.Request);
        writer.Bytes(leaf.Result.Span);
    }

    /// <summary>The highest number that an entry holds.</summary>
    public static ulong LastOf(ReadOnlySpan<byte> entry)
    {
        var reader = new CanonicalReader(entry);
        var last = reader.U64();
        Invariant.Require(!reader.Failed, "kept results in the state decode");
        return last;
    }

    /// <summary>All results of an entry, by rising number.</summary>
    /// <returns>Null for anything but one entry.</returns>
    public static IReadOnlyList<ResultLeaf>? Decode(SessionId session, ReadOnlySpan<byte> entry)
    {
        var reader = new CanonicalReader(entry);
        var last = reader.U64();
        var leaves = new ResultLeaf[reader.Count(Limits.MaxBundleRequests, LeastBytes)];
        for (var i = 0; i < leaves.Length; i++)
            leaves[i] = new ResultLeaf(session, reader.U64(), reader.Digest(), reader.Bytes(Limits.MaxResultBytes));
        return reader.Complete && leaves.Length > 0 && leaves[^1].Number == last ? leaves : null;
    }

    private static int SizeOf(in ResultLeaf leaf) => LeastBytes + leaf.Result.Length;
}
