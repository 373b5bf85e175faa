using Witan.Core.Blocks;
using Witan.Primitives;
using Witan.Simulation.Attacks.Pbft.Forging;

namespace Witan.Simulation.Attacks.Streamlet.Forging;

using Node = Witan.Protocols.Streamlet.Node;

/// <summary>Nodes for the place of another one.</summary>
internal static class OtherNodes
{
    /// <summary>A child of the same parent, as valid as the first. Of an empty node: one with an empty block.</summary>
    /// <param name="node">The first one.</param>
    /// <param name="content">How the blocks differ: "requests", "order" or "time".</param>
    /// <returns>Null if there is none that differs so.</returns>
    public static Node? Make(Node node, string content)
    {
        if (node.Block is not { } block) return With(node, new Block(node.Header.Height.Next, new BlockTime(1), []));
        return OtherBlocks.Make(block, content) is { } other ? With(node, other) : null;
    }

    /// <summary>The same child with another block.</summary>
    public static Node With(Node node, Block block) => new(
        node.Configuration, node.Header with { Height = block.Height, Block = block.Digest }, block, node.Justify);

    /// <summary>A node that extends the parent of its parent instead.</summary>
    /// <param name="node">What the honest code proposes.</param>
    /// <param name="parent">Its parent, whole; null if it is not known or genesis.</param>
    public static Node? Shorter(Node node, Node? parent)
    {
        if (parent is null) return null;
        var height = (parent.Justify?.Height.Value ?? (parent.Header.Height.Value - (parent.Block is null ? 0ul : 1)))
            + 1;
        var block = new Block(new Height(height), new BlockTime(1), node.Block?.References ?? []);
        var header = parent.Header with { Epoch = node.Header.Epoch, Height = block.Height, Block = block.Digest };
        return new Node(node.Configuration, header, block, parent.Justify);
    }
}
