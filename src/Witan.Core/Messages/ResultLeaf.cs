using Witan.Crypto.Trees;
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
        var writer = new CanonicalWriter(Size);
        Write(writer);
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
        if (leaves.Count == 0) yield break;
        var writer = new CanonicalWriter(leaves[0].Size);
        for (var i = 0; i < leaves.Count; i++)
        {
            writer.Clear();
            leaves[i].Write(writer);
            yield return MerkleLog.LeafHash(writer.Written);
        }
    }

    private int Size => SessionId.Size + sizeof(ulong) + Digest.Size + sizeof(uint) + Result.Length;

    private void Write(CanonicalWriter writer)
    {
        Session.Write(writer);
        writer.U64(Number);
        writer.Digest(Request);
        writer.Bytes(Result.Span);
    }
}
