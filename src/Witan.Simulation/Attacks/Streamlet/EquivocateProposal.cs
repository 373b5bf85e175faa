using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Streamlet;
using Witan.Simulation.Attacks.Pbft;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Attacks.Streamlet.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Streamlet;

/// <summary>
/// A01: as leader signs two nodes for one epoch; each side gets its node and the leader's vote for it.
/// </summary>
internal sealed class EquivocateProposal(StrategyCall call) : StreamletAttack(call)
{
    private readonly SlotBudget _budget = new(call.Count("times"));
    private readonly OwnBodies _bodies = new();
    private readonly SortedDictionary<Epoch, NodeTwin> _twins = [];

    protected override IReadOnlyList<NodeName> DefaultVictims =>
        Call.Choice("split") == "one" ? [Liar.Others[^1]] : Liar.UpperHalf;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnProposal(message) is { } proposal && TwinOf(proposal) is { } twin) Propose(to, message, twin, outgoing);
        else if (OwnVote(message) is not { } vote || !_twins.ContainsKey(vote.Epoch)) outgoing.Pass(message);
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is FetchBodies fetch) _bodies.Answer(Liar, from, fetch);
        return true;
    }

    private void Propose(NodeName to, Message message, NodeTwin twin, Outgoing outgoing)
    {
        var isVictim = IsVictim(to);
        outgoing.Pass(isVictim ? twin.Signed : message);
        outgoing.Pass(Sign(new Vote(
            twin.First.Configuration, Liar.Id, twin.First.Epoch, (isVictim ? twin.Second : twin.First).Node.Id)));
        if (isVictim) Fire();
    }

    private NodeTwin? TwinOf(Proposal proposal)
    {
        if (_twins.TryGetValue(proposal.Epoch, out var known)) return known;
        if (OtherNodes.Make(proposal.Node, Call.Choice("content")) is not { } node) return null;
        if (!_budget.Covers(new View(proposal.Epoch.Value), Height.Genesis)) return null;
        var second = new Proposal(proposal.Configuration, proposal.Sender, node);
        var twin = new NodeTwin(proposal, second, Sign(second));
        _bodies.Add(node.Block!);
        _twins.Add(proposal.Epoch, twin);
        if (_twins.Count > OwnBodies.Kept) _twins.Remove(_twins.Keys.First());
        return twin;
    }
}
