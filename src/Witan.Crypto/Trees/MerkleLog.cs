using System.Numerics;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Crypto.Trees;

/// <summary>
/// The hash tree of RFC 6962, section 2.1, over a fixed list of leaves: leaf H(0x00 | leaf), node H(0x01 | left |
/// right), no leaves H(""). Keeps all levels, so that proofs for many runs cost no hashing.
/// </summary>
public sealed class MerkleLog
{
    // Level 0 is the leaves; an odd node at the end of a level rises as it is, which gives the tree of the RFC.
    private readonly List<Digest[]> _levels = [];

    /// <param name="leafHashes">Each from <see cref="LeafHash"/>.</param>
    public MerkleLog(ReadOnlySpan<Digest> leafHashes)
    {
        var level = leafHashes.ToArray();
        _levels.Add(level);
        while (level.Length > 1)
        {
            var above = new Digest[(level.Length + 1) / 2];
            for (var i = 0; i < above.Length; i++)
            {
                var right = (2 * i) + 1;
                above[i] = right < level.Length ? TreeHash.LogNode(level[2 * i], level[right]) : level[2 * i];
            }

            level = above;
            _levels.Add(level);
        }

        Root = level.Length == 0 ? Sha256.Hash([]) : level[0];
    }

    /// <summary>Number of leaves.</summary>
    public int Size => _levels[0].Length;

    public Digest Root { get; }

    /// <summary>H(0x00 | leaf).</summary>
    public static Digest LeafHash(ReadOnlySpan<byte> leaf) => TreeHash.LogLeaf(leaf);

    /// <summary>The log over leaves themselves.</summary>
    public static MerkleLog Of(IReadOnlyList<byte[]> leaves)
    {
        var hashes = new Digest[leaves.Count];
        for (var i = 0; i < hashes.Length; i++) hashes[i] = LeafHash(leaves[i]);
        return new MerkleLog(hashes);
    }

    /// <summary>A proof for <paramref name="count"/> leaves from <paramref name="first"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The run is empty or not within the log.</exception>
    public LogProof Prove(int first, int count = 1)
    {
        if (first < 0 || first >= Size) throw new ArgumentOutOfRangeException(nameof(first));
        if (count < 1 || count > Size - first) throw new ArgumentOutOfRangeException(nameof(count));
        // A run shows twice its leaves less one, and on each side at most one hash and one node per level.
        var writer = new CanonicalWriter((2 * count) + (2 * _levels.Count * (2 + Digest.Size)));
        Collect(0, Size, first, count, writer);
        return new LogProof(writer.ToArray(), count);
    }

    /// <summary>Walks the leaves [start, start + size); depth is at most 31.</summary>
    private void Collect(int start, int size, int first, int count, CanonicalWriter writer)
    {
        if (start >= first + count || first >= start + size)
        {
            writer.U8((byte)LogProof.StepKind.Outside);
            writer.Digest(HashOver(start, size));
            return;
        }

        writer.U8((byte)(size == 1 ? LogProof.StepKind.Leaf : LogProof.StepKind.Node));
        if (size == 1) return;
        // The largest power of two below the size.
        var split = 1 << BitOperations.Log2((uint)size - 1);
        Collect(start, split, first, count, writer);
        Collect(start + split, size - split, first, count, writer);
    }

    private Digest HashOver(int start, int size)
    {
        var level = size == 1 ? 0 : BitOperations.Log2((uint)size - 1) + 1;
        return _levels[level][start >> level];
    }
}
