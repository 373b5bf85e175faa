using Witan.Core.Messages;
using Witan.Protocols.Pbft;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>
/// A01: as leader signs two proposals for one slot. Each side gets its proposal, the leader's COMMIT for it and, when
/// it asks, its block: with one vote less to check, both would decide.
/// </summary>
internal sealed class EquivocateProposal(StrategyCall call) : PbftAttack(call)
{
    private readonly SlotBudget _budget = new(call.Count("times"));
    private readonly OwnBodies _bodies = new();

    protected override IReadOnlyList<NodeName> DefaultVictims =>
        Call.Choice("split") == "one" ? [Liar.Others[^1]] : Liar.UpperHalf;

    private TwinTable Twins => TwinTable.Of(Liar.Adversary);

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnProposal(message) is { } proposal && TwinOf(proposal) is { } twin)
            Propose(to, message, twin, outgoing);
        else if (Own<Commit>(message) is not { } commit || !Contradicts(to, commit))
            outgoing.Pass(message);
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is FetchBodies fetch) _bodies.Answer(Liar, from, fetch);
        return true;
    }

    private Twin? TwinOf(PrePrepare proposal)
    {
        if (Twins.Find(proposal.View, proposal.Height) is { } known) return known;
        if (OtherBlocks.Make(proposal.Block!, Call.Choice("content")) is null) return null;
        if (!_budget.Covers(proposal.View, proposal.Height)) return null;
        var twin = Twins.FindOrMake(Liar.Adversary, proposal, Call.Choice("content"));
        if (twin is not null) _bodies.Add(twin.Second.Block!);
        return twin;
    }

    private void Propose(NodeName to, Message message, Twin twin, Outgoing outgoing)
    {
        var isVictim = IsVictim(to);
        outgoing.Pass(isVictim ? twin.Signed : message);
        outgoing.Pass(TwinTable.Commit(Liar.Adversary, Liar.Id, isVictim ? twin.Second : twin.First));
        if (isVictim) Fire();
    }

    /// <summary>A victim would see the honest code's COMMIT beside the one for its own proposal.</summary>
    private bool Contradicts(NodeName to, Commit commit) =>
        IsVictim(to) && Twins.Find(commit.View, commit.Height) is { } twin && twin.First.Sender == Liar.Id
        && twin.Second.Digest != commit.Digest;
}
