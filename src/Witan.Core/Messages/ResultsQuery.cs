using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>
/// Payload of a <see cref="ReadKind.Results"/> read: the kept results of some numbers of one session.
/// </summary>
/// <param name="Session">Whose results.</param>
/// <param name="First">The first number, from 1.</param>
/// <param name="Count">How many numbers, 1 to <see cref="Limits.MaxBundleRequests"/>.</param>
/// <remarks>Layout: client key (32) | incarnation (u64) | first (u64) | count (u32).</remarks>
public readonly record struct ResultsQuery(SessionId Session, ulong First, uint Count)
{
    /// <summary>Above the last number.</summary>
    public ulong End => First + Count;

    public byte[] Encode()
    {
        var writer = new CanonicalWriter(SessionId.Size + 12);
        Session.Write(writer);
        writer.U64(First);
        writer.U32(Count);
        return writer.ToArray();
    }

    /// <summary>Null for anything but one canonical query.</summary>
    public static ResultsQuery? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var query = new ResultsQuery(SessionId.Read(ref reader), reader.U64(), reader.U32());
        if (!reader.Complete || query.First == 0 || query.Count is 0 or > Limits.MaxBundleRequests) return null;
        return query.First > ulong.MaxValue - query.Count ? null : query;
    }
}
