using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.HotStuff;

/// <summary>
/// The leader's node for its view: "generic" of the chained modes, PREPARE of the basic one. What is signed is the
/// header; block and certificates ride along and show themselves.
/// </summary>
/// <remarks>Signed fields: the node's header. Body: the node | has TC u8 | TC if 1.</remarks>
public sealed class Proposal(
    ConfigurationNumber configuration, ReplicaId sender, Node node, TimeoutCertificate? tc)
    : Statement(configuration, sender)
{
    public Node Node { get; } = node;

    /// <summary>Shows that the view before was given up, if no certificate of it does.</summary>
    public TimeoutCertificate? TC { get; } = tc;

    public View View => Node.Header.View;

    public override byte Type => HotStuffMessageType.Proposal;

    public override string Domain => "witan/hotstuff/proposal/v1";

    public override PromiseKey? Promise => new PromiseKey(Configuration, Type, View.Value, 0);

    public override Statement Bare =>
        Node.Block is null && Node.Justify is null && TC is null
            ? this : new Proposal(Configuration, Sender, new Node(Configuration, Node.Header, null, null), null);

    public override void WriteFields(CanonicalWriter writer) => Node.Header.Write(writer);

    public override void WriteBody(CanonicalWriter writer)
    {
        Node.Write(writer);
        writer.Bool(TC is not null);
        TC?.Write(writer);
    }

    public override void VisitNested(INestedVisitor visitor)
    {
        Node.Visit(visitor);
        TC?.Visit(visitor);
    }

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var node = Node.Read(configuration, ref reader);
        var tc = reader.Bool() ? TimeoutCertificate.Read(ref reader) : null;
        return reader.Failed || node is null ? null : new Proposal(configuration, sender, node, tc);
    }
}
