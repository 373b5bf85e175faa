using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Crypto.Trees;

/// <summary>
/// Proves that a run of leaves stands, in this order and without a gap, in the <see cref="MerkleLog"/> with a given
/// root. It is the walk over the log cut back to the run: every subtree without a leaf of the run is its hash alone.
/// </summary>
/// <remarks>
/// It names no positions: the root of RFC 6962 does not fix the size, so numbers beside the hashes could be changed
/// without being noticed. Every byte of this form enters a hash.
/// </remarks>
public sealed class LogProof
{
    // A log has at most 2^31 leaves.
    private const int MaxDepth = 31;

    private readonly List<Step> _walk;

    internal LogProof(List<Step> walk)
    {
        _walk = walk;
        foreach (var step in walk)
            if (step.Kind == StepKind.Leaf) Count++;
    }

    internal enum StepKind : byte
    {
        /// <summary>The next leaf of the run.</summary>
        Leaf = 0,

        /// <summary>A node; left and right follow.</summary>
        Node = 1,

        /// <summary>A subtree without a leaf of the run.</summary>
        Outside = 2,
    }

    /// <summary>Leaves of the run, at least 1.</summary>
    public int Count { get; }

    /// <summary>Whether the leaves with these hashes are a run of the log with this root.</summary>
    /// <param name="root">The root that is trusted.</param>
    /// <param name="leafHashes">The run's leaf hashes (<see cref="MerkleLog.LeafHash"/>), computed by the
    /// caller.</param>
    public bool Verify(Digest root, ReadOnlySpan<Digest> leafHashes)
    {
        if (leafHashes.Length != Count) return false;
        var (at, used) = (0, 0);
        return Fold(leafHashes, ref at, ref used) == root;
    }

    /// <summary>A proof for one leaf of the run, with what this proof shows of the others folded into hashes.</summary>
    /// <param name="leafHashes">The run's leaf hashes, <see cref="Count"/> of them.</param>
    /// <param name="index">Which of them, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such leaf, or another number of hashes.</exception>
    public LogProof Narrow(ReadOnlySpan<Digest> leafHashes, int index)
    {
        if (leafHashes.Length != Count) throw new ArgumentOutOfRangeException(nameof(leafHashes));
        if ((uint)index >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(index));
        var walk = new List<Step>();
        var (at, used) = (0, 0);
        NarrowNode(leafHashes, index, walk, ref at, ref used);
        return new LogProof(walk);
    }

    public void Encode(CanonicalWriter writer)
    {
        foreach (var step in _walk)
        {
            writer.U8((byte)step.Kind);
            if (step.Kind == StepKind.Outside) writer.Digest(step.Hash);
        }
    }

    /// <summary>
    /// Reads a proof; fails the reader if the walk has a gap, a node with nothing shown, or too great a depth.
    /// </summary>
    /// <returns>Null if the reader failed.</returns>
    public static LogProof? Decode(ref CanonicalReader reader)
    {
        var walk = new List<Step>();
        var leaves = ReadNode(ref reader, walk, 0);
        if (leaves == 0 || !IsOneRun(walk)) reader.Fail();
        return reader.Failed ? null : new LogProof(walk);
    }

    /// <summary>Reads one subtree and says how many leaves it shows. Depth is bounded.</summary>
    private static int ReadNode(ref CanonicalReader reader, List<Step> walk, int depth)
    {
        var kind = (StepKind)reader.U8();
        if (kind > StepKind.Outside || depth > MaxDepth) reader.Fail();
        if (reader.Failed) return 0;
        walk.Add(new Step(kind, kind == StepKind.Outside ? reader.Digest() : default));
        if (kind != StepKind.Node) return kind == StepKind.Leaf ? 1 : 0;
        var left = ReadNode(ref reader, walk, depth + 1);
        var leaves = left + ReadNode(ref reader, walk, depth + 1);
        if (leaves == 0) reader.Fail();
        return leaves;
    }

    private static bool IsOneRun(List<Step> walk)
    {
        var (begun, over) = (false, false);
        foreach (var step in walk)
        {
            if (step.Kind == StepKind.Leaf && over) return false;
            begun |= step.Kind == StepKind.Leaf;
            over |= begun && step.Kind == StepKind.Outside;
        }

        return begun;
    }

    private Digest Fold(ReadOnlySpan<Digest> leafHashes, ref int at, ref int used)
    {
        var step = _walk[at++];
        if (step.Kind == StepKind.Outside) return step.Hash;
        if (step.Kind == StepKind.Leaf) return leafHashes[used++];
        var left = Fold(leafHashes, ref at, ref used);
        return TreeHash.LogNode(left, Fold(leafHashes, ref at, ref used));
    }

    /// <summary>Copies the way to the wanted leaf; what turns out to hold it not becomes one hash.</summary>
    private Digest NarrowNode(ReadOnlySpan<Digest> leafHashes, int index, List<Step> walk, ref int at, ref int used)
    {
        var step = _walk[at++];
        var (start, first) = (walk.Count, used);
        walk.Add(step);
        var hash = step.Hash;
        if (step.Kind == StepKind.Leaf)
        {
            hash = leafHashes[used++];
        }
        else if (step.Kind == StepKind.Node)
        {
            var left = NarrowNode(leafHashes, index, walk, ref at, ref used);
            hash = TreeHash.LogNode(left, NarrowNode(leafHashes, index, walk, ref at, ref used));
        }

        if (index >= first && index < used) return hash;
        walk.RemoveRange(start, walk.Count - start);
        walk.Add(new Step(StepKind.Outside, hash));
        return hash;
    }

    internal readonly record struct Step(StepKind Kind, Digest Hash);
}
