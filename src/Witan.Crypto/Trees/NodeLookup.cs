namespace Witan.Crypto.Trees;

/// <summary>Finds one key by its bits.</summary>
internal static class NodeLookup
{
    /// <summary>
    /// In a tree without pruned parts: follows the branching bits alone and compares the key once, at the leaf.
    /// </summary>
    internal static LeafNode? Find(Node? root, ReadOnlySpan<byte> key)
    {
        var leaf = Nearest(root, key);
        return leaf is not null && key.SequenceEqual(leaf.Key) ? leaf : null;
    }

    /// <summary>
    /// The leaf that the key's branching bits lead to in a tree without pruned parts: no leaf shares a longer
    /// beginning with it.
    /// </summary>
    internal static LeafNode? Nearest(Node? root, ReadOnlySpan<byte> key)
    {
        var node = root;
        while (node is InnerNode inner) node = inner.Child(KeyBits.Get(key, inner.Bit));
        return (LeafNode?)node;
    }

    /// <summary>
    /// In any tree: compares the skips too, so that a difference proves absence before a pruned part is reached.
    /// Enters the same nodes as a walk over the range that holds this key alone.
    /// </summary>
    internal static ProvenRead Prove(
        Node? root, ReadOnlySpan<byte> key, NodeMarks? marks, out LeafNode? leaf, out int entered)
    {
        (leaf, entered) = (null, 0);
        if (root is null) return ProvenRead.Absent;
        for (var node = root; ;)
        {
            entered++;
            marks?.Show(node);
            if (node is InnerNode inner)
            {
                if (KeyBits.FirstDifferenceInSkip(key, inner) < inner.Bit) return ProvenRead.Absent;
                node = inner.Child(KeyBits.Get(key, inner.Bit));
                continue;
            }

            if (node is not LeafNode found) return ProvenRead.OutsideWitness;
            if (!key.SequenceEqual(found.Key)) return ProvenRead.Absent;
            if (found.Value is null) return ProvenRead.OutsideWitness;
            leaf = found;
            marks?.ShowValue(found);
            return ProvenRead.Present;
        }
    }
}
