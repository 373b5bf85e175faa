using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Streamlet;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Attacks.Streamlet.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Streamlet;

using Node = Witan.Protocols.Streamlet.Node;

/// <summary>
/// A11: every epoch is a view of its own. Its leader extends a chain that is shorter than the longest one that it
/// knows, towards all or towards the victims; or it proposes nothing.
/// </summary>
internal sealed class BadNewView(StrategyCall call) : StreamletAttack(call)
{
    private readonly SortedDictionary<Digest, Node> _nodes = [];
    private readonly SortedDictionary<Epoch, SignedStatement> _shorter = [];

    protected override IReadOnlyList<NodeName>? DefaultVictims =>
        Call.Choice("form") == "perRecipient" ? Liar.UpperHalf : null;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnProposal(message) is { } proposal && Replace(to, proposal, outgoing)) Fire();
        else outgoing.Pass(message);
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is SignedStatement { Statement: Proposal heard }) Note(heard.Node);
        return true;
    }

    private bool Replace(NodeName to, Proposal proposal, Outgoing outgoing)
    {
        Note(proposal.Node);
        if (Call.Choice("form") == "none") return true;
        if (!IsVictim(to)) return false;
        if (!_shorter.TryGetValue(proposal.Epoch, out var signed))
        {
            var parent = _nodes.GetValueOrDefault(proposal.Node.Header.Parent);
            if (OtherNodes.Shorter(proposal.Node, parent) is not { } node) return false;
            signed = Sign(new Proposal(proposal.Configuration, proposal.Sender, node));
            _shorter.Add(proposal.Epoch, signed);
            if (_shorter.Count > OwnBodies.Kept) _shorter.Remove(_shorter.Keys.First());
        }

        outgoing.Pass(signed);
        return true;
    }

    private void Note(Node node)
    {
        _nodes[node.Id] = node;
        if (_nodes.Count > OwnBodies.Kept) _nodes.Remove(_nodes.MinBy(known => known.Value.Header.Epoch).Key);
    }
}
