using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Streamlet;

/// <summary>
/// A block of the paper, whole, with the notarization of its parent: who gets it knows that the chain below is
/// notarized, whatever was lost.
/// </summary>
/// <remarks>Layout: header | has block u8 | block if 1 | has justify u8 | notarization if 1.</remarks>
public sealed class Node
{
    /// <summary>The fewest bytes on the wire.</summary>
    public const int MinimumBytes = NodeHeader.Size + 2;

    private Digest? _id;

    /// <param name="configuration">Under which it was proposed.</param>
    /// <param name="header">Its name follows from it.</param>
    /// <param name="block">What the header names; null in an empty node.</param>
    /// <param name="justify">The notarization of the parent; null where the parent is genesis.</param>
    public Node(ConfigurationNumber configuration, NodeHeader header, Block? block, Notarization? justify)
    {
        Configuration = configuration;
        Header = header;
        Block = block;
        Justify = justify;
    }

    public ConfigurationNumber Configuration { get; }

    public NodeHeader Header { get; }

    public Block? Block { get; }

    public Notarization? Justify { get; }

    public Digest Id => _id ??= Header.Id(Configuration);

    /// <summary>Of the parent; 0 for genesis.</summary>
    public Epoch ParentEpoch => Justify?.Epoch ?? default;

    public void Write(CanonicalWriter writer)
    {
        Header.Write(writer);
        writer.Bool(Block is not null);
        Block?.Write(writer);
        writer.Bool(Justify is not null);
        Justify?.Write(writer);
    }

    public void Visit(INestedVisitor visitor) => Justify?.Visit(visitor);

    /// <summary>Null, and the reader failed, unless what is there belongs to the header.</summary>
    public static Node? Read(ConfigurationNumber configuration, ref CanonicalReader reader)
    {
        var header = NodeHeader.Read(ref reader);
        var block = reader.Bool() ? Block.Read(ref reader) : null;
        var justify = reader.Bool() ? Notarization.Read(ref reader) : null;
        if (block is not null && (block.Digest != header.Block || block.Height != header.Height)) reader.Fail();
        if (justify is not null && justify.Node != header.Parent) reader.Fail();
        return reader.Failed ? null : new Node(configuration, header, block, justify);
    }
}
