using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Streamlet;

/// <summary>
/// PROPOSAL(block) of the paper: the leader's node for its epoch. What is signed is the header; block and notarization
/// ride along and show themselves. It is no vote: the leader votes like anybody.
/// </summary>
/// <remarks>Signed fields: the node's header. Body: the node.</remarks>
public sealed class Proposal(ConfigurationNumber configuration, ReplicaId sender, Node node)
    : Statement(configuration, sender)
{
    public Node Node { get; } = node;

    public Epoch Epoch => Node.Header.Epoch;

    public override byte Type => StreamletMessageType.Proposal;

    public override string Domain => "witan/streamlet/proposal/v1";

    public override PromiseKey? Promise => new PromiseKey(Configuration, Type, Epoch.Value, 0);

    public override Statement Bare =>
        Node.Block is null && Node.Justify is null
            ? this : new Proposal(Configuration, Sender, new Node(Configuration, Node.Header, null, null));

    public override void WriteFields(CanonicalWriter writer) => Node.Header.Write(writer);

    public override void WriteBody(CanonicalWriter writer) => Node.Write(writer);

    public override void VisitNested(INestedVisitor visitor) => Node.Visit(visitor);

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader) =>
        Node.Read(configuration, ref reader) is { } node ? new Proposal(configuration, sender, node) : null;
}
