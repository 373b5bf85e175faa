using Witan.Primitives;

namespace Witan.Crypto.Trees;

/// <summary>Fills in the missing hashes of a tree. Above a node without a hash there is none with one.</summary>
internal static class NodeHasher
{
    internal static Digest Hash(Node? root)
    {
        if (root is null) return TreeHash.Empty;
        var open = new Stack<InnerNode>();
        Visit(root, open);
        while (open.TryPeek(out var inner))
        {
            if (!inner.Left.Hashed && Visit(inner.Left, open)) continue;
            if (!inner.Right.Hashed && Visit(inner.Right, open)) continue;
            inner.ComputeHash();
            open.Pop();
        }

        return root.Hash;
    }

    /// <summary>Hashes a leaf at once; opens an inner node and says so.</summary>
    private static bool Visit(Node node, Stack<InnerNode> open)
    {
        if (node.Hashed) return false;
        if (node is InnerNode inner)
        {
            open.Push(inner);
            return true;
        }

        ((LeafNode)node).ComputeHash();
        return false;
    }
}
