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
        var writer = new CanonicalWriter(SessionId.Size + 8 + Digest.Size + 4 + Result.Length);
        Write(writer);
        return writer.ToArray();
    }

    /// <summary>What the results tree has of each leaf.</summary>
    public static void HashInto(IReadOnlyList<ResultLeaf> leaves, Span<Digest> hashes)
    {
        var writer = new CanonicalWriter();
        for (var i = 0; i < leaves.Count; i++)
        {
            writer.Clear();
            leaves[i].Write(writer);
            hashes[i] = MerkleLog.LeafHash(writer.Written);
        }
    }

    private void Write(CanonicalWriter writer)
    {
        Session.Write(writer);
        writer.U64(Number);
        writer.Digest(Request);
        writer.Bytes(Result.Span);
    }
}
