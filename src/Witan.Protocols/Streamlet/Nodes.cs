using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Streamlet;

/// <summary>Nodes of the tree, each the parent of the one before it.</summary>
/// <remarks>Body: configuration u64 | count u32, nodes.</remarks>
public sealed class Nodes(ConfigurationNumber configuration, IReadOnlyList<Node> items) : Message
{
    /// <summary>In one answer; the rest is asked for with its lowest parent.</summary>
    public const int MaxItems = 64;

    /// <summary>An answer ends with the node that passes this.</summary>
    public const int TargetBytes = 512 * 1024;

    public ConfigurationNumber Configuration { get; } = configuration;

    public IReadOnlyList<Node> Items { get; } = items;

    public override byte Type => StreamletMessageType.Nodes;

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.Configuration(Configuration);
        writer.Count(Items.Count);
        foreach (var node in Items) node.Write(writer);
    }

    public override void Visit(INestedVisitor visitor)
    {
        foreach (var node in Items) node.Visit(visitor);
    }

    public static Nodes? Read(ref CanonicalReader reader)
    {
        var configuration = reader.Configuration();
        var items = new Node[reader.Count(MaxItems, Node.MinimumBytes)];
        for (var i = 0; i < items.Length && !reader.Failed; i++)
        {
            if (Node.Read(configuration, ref reader) is { } node) items[i] = node;
        }

        if (items.Length == 0) reader.Fail();
        return reader.Failed ? null : new Nodes(configuration, items);
    }
}
