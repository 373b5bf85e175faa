using Witan.Primitives.Encoding;

namespace Witan.Crypto.Trees;

/// <summary>
/// Writes a tree as a walk from the root, left before right, with everything that is not shown pruned.
/// </summary>
internal static class TreeWriter
{
    /// <param name="writer">Where to.</param>
    /// <param name="root">A hashed tree, pruned or not; null if empty.</param>
    /// <param name="marks">What to show; null shows all that the tree has.</param>
    internal static void Write(CanonicalWriter writer, Node? root, NodeMarks? marks)
    {
        if (root is null)
        {
            writer.U8(TreeTag.Empty);
            return;
        }

        var open = new Stack<Node>();
        open.Push(root);
        while (open.TryPop(out var node))
        {
            var isShown = marks is null || marks.IsShown(node);
            switch (node)
            {
                case InnerNode inner when isShown:
                    WriteInner(writer, inner);
                    open.Push(inner.Right);
                    open.Push(inner.Left);
                    break;
                case LeafNode leaf when isShown:
                    WriteLeaf(writer, leaf, marks is null || marks.IsValueShown(leaf));
                    break;
                default:
                    writer.U8(TreeTag.Pruned);
                    writer.Digest(node.Hash);
                    break;
            }
        }
    }

    private static void WriteInner(CanonicalWriter writer, InnerNode inner)
    {
        var bits = inner.Bit - inner.Start;
        var size = KeyBits.PackedBytes(bits);
        var packed = size <= 256 ? stackalloc byte[size] : new byte[size];
        KeyBits.PackSkip(inner, packed);
        writer.U8(TreeTag.Inner);
        writer.U32((uint)bits);
        writer.Raw(packed);
    }

    private static void WriteLeaf(CanonicalWriter writer, LeafNode leaf, bool withValue)
    {
        if (withValue && leaf.Value is not null)
        {
            writer.U8(TreeTag.Entry);
            writer.Bytes(leaf.Key);
            writer.Bytes(leaf.Value);
            return;
        }

        writer.U8(TreeTag.KeyOnly);
        writer.Bytes(leaf.Key);
        writer.Digest(leaf.ValueHash);
    }
}
