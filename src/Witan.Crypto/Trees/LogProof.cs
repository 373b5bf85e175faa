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

    // The canonical bytes: a proof is mostly read once, checked once and compared.
    private readonly ReadOnlyMemory<byte> _walk;

    internal LogProof(ReadOnlyMemory<byte> walk, int count) => (_walk, Count) = (walk, count);

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

    /// <summary>Bytes that <see cref="Encode"/> writes.</summary>
    public int EncodedSize => _walk.Length;

    /// <summary>Whether the leaves with these hashes are a run of the log with this root.</summary>
    /// <param name="root">The root that is trusted.</param>
    /// <param name="leafHashes">The run's leaf hashes (<see cref="MerkleLog.LeafHash"/>), computed by the
    /// caller.</param>
    public bool Verify(Digest root, ReadOnlySpan<Digest> leafHashes)
    {
        if (leafHashes.Length != Count) return false;
        var walk = new CanonicalReader(_walk.Span);
        var used = 0;
        return Fold(ref walk, leafHashes, ref used) == root;
    }

    /// <summary>Whether both are the same bytes: they then prove the same of the same leaves.</summary>
    public bool IsSameAs(LogProof other) => _walk.Span.SequenceEqual(other._walk.Span);

    /// <summary>A proof for one leaf of the run, with what this proof shows of the others folded into hashes.</summary>
    /// <param name="leafHashes">The run's leaf hashes, <see cref="Count"/> of them.</param>
    /// <param name="index">Which of them, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such leaf, or another number of hashes.</exception>
    public LogProof Narrow(ReadOnlySpan<Digest> leafHashes, int index)
    {
        if (leafHashes.Length != Count) throw new ArgumentOutOfRangeException(nameof(leafHashes));
        if ((uint)index >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(index));
        var walk = new CanonicalReader(_walk.Span);
        var (way, used) = (new List<Step>(), 0);
        NarrowNode(ref walk, leafHashes, index, way, ref used);
        var writer = new CanonicalWriter(way.Count * (1 + Digest.Size));
        foreach (var step in way)
        {
            writer.U8((byte)step.Kind);
            if (step.Kind == StepKind.Outside) writer.Digest(step.Hash);
        }

        return new LogProof(writer.WrittenMemory, 1);
    }

    public void Encode(CanonicalWriter writer) => writer.Raw(_walk.Span);

    /// <summary>
    /// Reads a proof; fails the reader if the walk has a gap, a node with nothing shown, or too great a depth.
    /// </summary>
    /// <returns>Null if the reader failed.</returns>
    public static LogProof? Decode(ref CanonicalReader reader)
    {
        var begin = reader;
        var (leaves, isOver) = (0, false);
        ReadNode(ref reader, ref leaves, ref isOver, 0);
        if (leaves == 0) reader.Fail();
        if (reader.Failed) return null;
        return new LogProof(begin.Raw(begin.Remaining - reader.Remaining).ToArray(), leaves);
    }

    /// <summary>Reads one subtree. Depth is bounded.</summary>
    /// <param name="reader">Fails for what no proof holds.</param>
    /// <param name="leaves">Counts the leaves of the run.</param>
    /// <param name="isOver">Whether the run has ended: a leaf after it would leave a gap.</param>
    /// <param name="depth">Nodes above.</param>
    private static void ReadNode(ref CanonicalReader reader, ref int leaves, ref bool isOver, int depth)
    {
        var kind = (StepKind)reader.U8();
        if (kind > StepKind.Outside || depth > MaxDepth) reader.Fail();
        if (reader.Failed) return;
        switch (kind)
        {
            case StepKind.Leaf:
                if (isOver) reader.Fail();
                leaves++;
                break;
            case StepKind.Outside:
                reader.Raw(Digest.Size);
                isOver = leaves > 0;
                break;
            default:
                var before = leaves;
                ReadNode(ref reader, ref leaves, ref isOver, depth + 1);
                ReadNode(ref reader, ref leaves, ref isOver, depth + 1);
                if (leaves == before) reader.Fail();
                break;
        }
    }

    private static Digest Fold(ref CanonicalReader walk, ReadOnlySpan<Digest> leafHashes, ref int used)
    {
        var kind = (StepKind)walk.U8();
        if (kind == StepKind.Outside) return walk.Digest();
        if (kind == StepKind.Leaf) return leafHashes[used++];
        var left = Fold(ref walk, leafHashes, ref used);
        return TreeHash.LogNode(left, Fold(ref walk, leafHashes, ref used));
    }

    /// <summary>Copies the way to the wanted leaf; what turns out to hold it not becomes one hash.</summary>
    private static Digest NarrowNode(
        ref CanonicalReader walk, ReadOnlySpan<Digest> leafHashes, int index, List<Step> way, ref int used)
    {
        var kind = (StepKind)walk.U8();
        var (start, first) = (way.Count, used);
        way.Add(new Step(kind, default));
        Digest hash;
        if (kind == StepKind.Leaf)
        {
            hash = leafHashes[used++];
        }
        else if (kind == StepKind.Outside)
        {
            hash = walk.Digest();
        }
        else
        {
            var left = NarrowNode(ref walk, leafHashes, index, way, ref used);
            hash = TreeHash.LogNode(left, NarrowNode(ref walk, leafHashes, index, way, ref used));
        }

        if (index >= first && index < used) return hash;
        way.RemoveRange(start, way.Count - start);
        way.Add(new Step(StepKind.Outside, hash));
        return hash;
    }

    private readonly record struct Step(StepKind Kind, Digest Hash);
}
