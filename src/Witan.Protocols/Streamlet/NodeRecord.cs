using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Streamlet;

/// <summary>
/// A node that this replica is about to vote for, or that such a one extends: a vote implies possession, after all
/// replicas restarted too.
/// </summary>
/// <remarks>Layout: configuration u64 | node.</remarks>
public sealed class NodeRecord(Node node) : Record
{
    public Node Node { get; } = node;

    public override byte Kind => StreamletRecordKind.Node;

    /// <summary>
    /// The final node at the stable checkpoint, and the empty ones above it, are what a restarted tree stands on:
    /// they go with the next height.
    /// </summary>
    public override Height? NeededUntil => Node.Header.Height.Next;

    public override void Write(CanonicalWriter writer)
    {
        writer.Configuration(Node.Configuration);
        Node.Write(writer);
    }

    public static NodeRecord? Read(ref CanonicalReader reader)
    {
        var node = Node.Read(reader.Configuration(), ref reader);
        return node is null ? null : new NodeRecord(node);
    }
}
