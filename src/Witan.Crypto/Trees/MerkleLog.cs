using System.Numerics;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Crypto.Trees;

/// <summary>
/// The hash tree of RFC 6962, section 2.1, over a fixed list of leaves: leaf H(0x00 | leaf), node H(0x01 | left |
/// right), no leaves H(""). Keeps all levels, so that proofs for many runs cost no hashing, unless it is one run.
/// </summary>
public sealed class MerkleLog
{
    // A log has at most 2^31 leaves.
    private const int MaxDepth = 31;

    // Of a log that is one run: where its levels come from if a part of it is to be proved.
    private readonly IEnumerable<Digest>? _leafHashes;
    private List<Digest[]>? _levels;

    /// <param name="leafHashes">Each from <see cref="LeafHash"/>; copied.</param>
    public MerkleLog(ReadOnlySpan<Digest> leafHashes) : this(leafHashes.ToArray())
    {
    }

    private MerkleLog(Digest[] leafHashes)
    {
        _levels = LevelsOver(leafHashes);
        Size = leafHashes.Length;
        Root = Size == 0 ? Sha256.Hash([]) : _levels[^1][0];
    }

    private MerkleLog(IEnumerable<Digest> leafHashes, int size, Digest root)
    {
        _leafHashes = leafHashes;
        Size = size;
        Root = root;
    }

    /// <summary>Number of leaves.</summary>
    public int Size { get; }

    public Digest Root { get; }

    // Two threads that ask at once make the same.
    private List<Digest[]> Levels => _levels ??= LevelsOver([.. _leafHashes!]);

    /// <summary>The log over leaves whose hashes are there.</summary>
    /// <param name="leafHashes">Each from <see cref="LeafHash"/>; the array belongs to the log from here on.</param>
    public static MerkleLog OfHashes(Digest[] leafHashes) => new(leafHashes);

    /// <summary>
    /// A log whose leaves are proved all together, as a rule: that takes no hashes, so it keeps none but the root.
    /// </summary>
    /// <param name="leafHashes">
    /// Each from <see cref="LeafHash"/>, at least one. Enumerated now, and again if a part of the log is to be proved.
    /// </param>
    public static MerkleLog OfOneRun(IEnumerable<Digest> leafHashes)
    {
        // One hash per bit of the number of leaves so far: what stands over the full subtrees, the largest first.
        Span<Digest> full = stackalloc Digest[MaxDepth + 1];
        var (size, depth) = (0, 0);
        foreach (var leaf in leafHashes)
        {
            var hash = leaf;
            for (var left = size; (left & 1) != 0; left >>= 1) hash = TreeHash.LogNode(full[--depth], hash);
            full[depth++] = hash;
            size++;
        }

        var root = full[depth - 1];
        for (var i = depth - 2; i >= 0; i--) root = TreeHash.LogNode(full[i], root);
        return new MerkleLog(leafHashes, size, root);
    }

    /// <summary>H(0x00 | leaf).</summary>
    public static Digest LeafHash(ReadOnlySpan<byte> leaf) => TreeHash.LogLeaf(leaf);

    /// <summary>The log over leaves themselves.</summary>
    public static MerkleLog Of(IReadOnlyList<byte[]> leaves)
    {
        var hashes = new Digest[leaves.Count];
        for (var i = 0; i < hashes.Length; i++) hashes[i] = LeafHash(leaves[i]);
        return OfHashes(hashes);
    }

    /// <summary>A proof for <paramref name="count"/> leaves from <paramref name="first"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The run is empty or not within the log.</exception>
    public LogProof Prove(int first, int count = 1)
    {
        if (first < 0 || first >= Size) throw new ArgumentOutOfRangeException(nameof(first));
        if (count < 1 || count > Size - first) throw new ArgumentOutOfRangeException(nameof(count));
        // A node has two children, and beside the way to either end of the run stands one hash per level.
        var beside = count == Size ? 0 : 2 * Levels.Count;
        var walk = new CanonicalWriter((2 * count) - 1 + (beside * (2 + Digest.Size)));
        Collect(0, Size, first, count, walk);
        return new LogProof(walk.Take(), count);
    }

    /// <summary>
    /// Level 0 is the leaves; an odd node at the end of a level rises as it is, which gives the tree of the RFC.
    /// </summary>
    private static List<Digest[]> LevelsOver(Digest[] level)
    {
        var levels = new List<Digest[]> { level };
        while (level.Length > 1)
        {
            var above = new Digest[(level.Length + 1) / 2];
            for (var i = 0; i < above.Length; i++)
            {
                var right = (2 * i) + 1;
                above[i] = right < level.Length ? TreeHash.LogNode(level[2 * i], level[right]) : level[2 * i];
            }

            level = above;
            levels.Add(level);
        }

        return levels;
    }

    /// <summary>Walks the leaves [start, start + size); depth is at most 31.</summary>
    private void Collect(int start, int size, int first, int count, CanonicalWriter walk)
    {
        if (start >= first + count || first >= start + size)
        {
            walk.U8((byte)LogProof.StepKind.Outside);
            walk.Digest(HashOver(start, size));
            return;
        }

        walk.U8((byte)(size == 1 ? LogProof.StepKind.Leaf : LogProof.StepKind.Node));
        if (size == 1) return;
        // The largest power of two below the size.
        var split = 1 << BitOperations.Log2((uint)size - 1);
        Collect(start, split, first, count, walk);
        Collect(start + split, size - split, first, count, walk);
    }

    private Digest HashOver(int start, int size)
    {
        var level = size == 1 ? 0 : BitOperations.Log2((uint)size - 1) + 1;
        return Levels[level][start >> level];
    }
}
