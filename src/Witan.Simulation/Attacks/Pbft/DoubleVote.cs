using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>
/// A02: votes for the proposal that it got towards some, for another digest towards the victims: that of a second
/// proposal if it or another corrupted replica knows one, else one that it makes up.
/// </summary>
internal sealed class DoubleVote(StrategyCall call) : PbftAttack(call)
{
    private readonly SlotBudget _budget = new(call.Count("times"));
    private readonly SeenProposals _proposals = new();

    protected override IReadOnlyList<NodeName> DefaultVictims => Liar.UpperHalf;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnVote(message) is not { } vote || !IsChosen(vote) || !IsVictim(to) || OtherDigest(vote) is not { } other
            || !_budget.Covers(vote.View, vote.Height))
        {
            outgoing.Pass(message);
            return;
        }

        outgoing.Pass(Sign(Recast.Vote(vote, vote.View, other)));
        Fire();
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        _proposals.Note(message);
        return true;
    }

    private Digest? OtherDigest(SlotStatement vote)
    {
        if (TwinTable.Of(Liar.Adversary).Find(vote.View, vote.Height) is { } twin)
            return twin.Second.Digest == vote.Digest ? twin.First.Digest : twin.Second.Digest;
        if (_proposals.OtherThan(vote) is { } seen) return seen;
        return Call.Flag("invent") ? Recast.MadeUp(vote.Digest) : null;
    }
}
