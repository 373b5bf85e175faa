using Witan.Primitives;

namespace Witan.Crypto.Trees;

/// <summary>
/// A read-only map over the proved part of a tree. A read that needs another part says so and is never "absent".
/// </summary>
public sealed class WitnessMap
{
    private readonly PartialTree _tree;

    /// <param name="tree">Read from outside; compare <see cref="Root"/> with a trusted root before believing any
    /// answer.</param>
    public WitnessMap(PartialTree tree) => _tree = tree;

    public Digest Root => _tree.Root;

    /// <summary>Reads a witness and holds it against a trusted root. Never throws.</summary>
    /// <returns>Null if the bytes are not canonical or have another root.</returns>
    public static WitnessMap? Open(ReadOnlySpan<byte> witness, Digest root)
    {
        var tree = PartialTree.Decode(witness);
        return tree is null || tree.Root != root ? null : new WitnessMap(tree);
    }

    /// <param name="key">The key.</param>
    /// <param name="value">Not null if and only if the answer is <see cref="ProvenRead.Present"/>.</param>
    public ProvenRead Get(ReadOnlySpan<byte> key, out byte[]? value)
    {
        var read = NodeLookup.Prove(_tree.RootNode, key, null, out var leaf, out _);
        value = leaf?.Value;
        return read;
    }

    /// <summary>Steps through the entries of a range.</summary>
    public Cursor Range(KeyRange range, bool descending = false)
        => new(new NodeWalker(_tree.RootNode, range, descending));

    /// <summary>A place in a range. After the first answer that is not an entry it gives that answer again.</summary>
    public sealed class Cursor
    {
        private readonly NodeWalker _walker;
        private ProvenRead _state = ProvenRead.Present;

        internal Cursor(NodeWalker walker) => _walker = walker;

        /// <param name="entry">The next entry if the answer is <see cref="ProvenRead.Present"/>.</param>
        public ProvenRead Next(out MapEntry entry)
        {
            entry = default;
            if (_state != ProvenRead.Present) return _state;
            var step = _walker.Next(out var leaf);
            if (step == WalkStep.Leaf && leaf!.Value is not null)
            {
                entry = new MapEntry(leaf.Key, leaf.Value);
                return ProvenRead.Present;
            }

            return _state = step == WalkStep.End ? ProvenRead.Absent : ProvenRead.OutsideWitness;
        }
    }
}
