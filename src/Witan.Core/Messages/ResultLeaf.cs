using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>Binds a result to the request that it answers; a leaf of the results tree of its block (RULES 1).</summary>
/// <param name="Session">Whose request.</param>
/// <param name="Number">Its number.</param>
/// <param name="Request">SHA-256 of the request's bytes: a client refuses a result for another digest.</param>
/// <param name="Result">At most <see cref="Limits.MaxResultBytes"/>.</param>
public readonly record struct ResultLeaf(SessionId Session, ulong Number, Digest Request, ReadOnlyMemory<byte> Result)
{
    /// <summary>The canonical bytes that the results tree hashes.</summary>
    public byte[] Encode()
    {
        var writer = new CanonicalWriter(HeadSize + Result.Length);
        WriteHead(writer);
        writer.Raw(Result.Span);
        return writer.Take();
    }

    /// <summary>What the results tree has of each leaf.</summary>
    public static void HashInto(IReadOnlyList<ResultLeaf> leaves, Span<Digest> hashes)
    {
        var place = 0;
        foreach (var hash in Hashes(leaves)) hashes[place++] = hash;
    }

    /// <summary>What the results tree has of each leaf, in order; computed anew by each enumeration.</summary>
    public static IEnumerable<Digest> Hashes(IReadOnlyList<ResultLeaf> leaves)
    {
        var head = new CanonicalWriter(1 + HeadSize);
        for (var i = 0; i < leaves.Count; i++) yield return HashOf(leaves[i], head);
    }

    // As MerkleLog.LeafHash of what Encode gives; a result is not copied for it, since it may be large.
    private static Digest HashOf(in ResultLeaf leaf, CanonicalWriter head)
    {
        head.Clear();
        head.U8(LeafTag);
        leaf.WriteHead(head);
        return Sha256.Hash(head.Written, leaf.Result.Span);
    }

    private const int HeadSize = SessionId.Size + sizeof(ulong) + Digest.Size + sizeof(uint);

    // RFC 6962, section 2.1.
    private const byte LeafTag = 0x00;

    // All but the bytes of the result, which follow.
    private void WriteHead(CanonicalWriter writer)
    {
        Session.Write(writer);
        writer.U64(Number);
        writer.Digest(Request);
        writer.U32((uint)Result.Length);
    }
}
