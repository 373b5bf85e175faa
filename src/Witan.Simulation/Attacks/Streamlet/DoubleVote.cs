using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Streamlet;
using Witan.Simulation.Attacks.Pbft;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Streamlet;

/// <summary>
/// A02: votes twice in an epoch: for the node that it got towards some, for another one towards the victims. There is
/// one kind of votes, so the argument of this name chooses nothing.
/// </summary>
internal sealed class DoubleVote(StrategyCall call) : StreamletAttack(call)
{
    private readonly SlotBudget _budget = new(call.Count("times"));
    private readonly SortedDictionary<Epoch, SortedSet<Digest>> _proposed = [];

    protected override IReadOnlyList<NodeName> DefaultVictims => Liar.UpperHalf;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnVote(message) is not { } vote || !IsVictim(to) || OtherNode(vote) is not { } other
            || !_budget.Covers(new View(vote.Epoch.Value), Height.Genesis))
        {
            outgoing.Pass(message);
            return;
        }

        outgoing.Pass(Sign(new Vote(vote.Configuration, vote.Sender, vote.Epoch, other)));
        Fire();
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is not SignedStatement { Statement: Proposal heard }) return true;
        if (!_proposed.TryGetValue(heard.Epoch, out var nodes)) _proposed.Add(heard.Epoch, nodes = []);
        nodes.Add(heard.Node.Id);
        if (_proposed.Count > OwnBodies.Kept) _proposed.Remove(_proposed.Keys.First());
        return true;
    }

    private Digest? OtherNode(Vote vote)
    {
        foreach (var node in _proposed.GetValueOrDefault(vote.Epoch) ?? [])
        {
            if (node != vote.Node) return node;
        }

        return Call.Flag("invent") ? Recast.MadeUp(vote.Node) : null;
    }
}
