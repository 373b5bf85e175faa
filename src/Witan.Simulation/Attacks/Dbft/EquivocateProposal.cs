using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Dbft;
using Witan.Simulation.Attacks.Pbft;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Dbft;

/// <summary>
/// A01: as primary signs two proposals for one height and view. Each side gets its own one, the primary's Commit for it
/// and, when it asks, its block.
/// </summary>
internal sealed class EquivocateProposal(StrategyCall call) : DbftAttack(call)
{
    private readonly SlotBudget _budget = new(call.Count("times"));
    private readonly OwnBodies _bodies = new();
    private readonly SortedDictionary<(Height, View), (PrepareRequest First, SignedStatement Second)> _twins = [];

    protected override IReadOnlyList<NodeName> DefaultVictims =>
        Call.Choice("split") == "one" ? [Liar.Others[^1]] : Liar.UpperHalf;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnProposal(message) is { } proposal && IsDoubled(proposal))
        {
            var (first, second) = _twins[(proposal.Height, proposal.View)];
            var isVictim = IsVictim(to);
            var shown = isVictim ? (PrepareRequest)second.Statement : first;
            outgoing.Pass(isVictim ? second : message);
            outgoing.Pass(Sign(new Commit(
                shown.Configuration, shown.Sender, shown.Height, shown.View, shown.Digest)));
            if (isVictim) Fire();
        }
        else if (Own<Commit>(message) is not { } commit || !_twins.ContainsKey((commit.Height, commit.View)))
        {
            outgoing.Pass(message);
        }
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is FetchBodies fetch) _bodies.Answer(Liar, from, fetch);
        return true;
    }

    private bool IsDoubled(PrepareRequest first)
    {
        var place = (first.Height, first.View);
        if (_twins.ContainsKey(place)) return true;
        if (OtherBlocks.Make(first.Block!, Call.Choice("content")) is not { } block) return false;
        if (!_budget.Covers(first.View, first.Height)) return false;
        var second = new PrepareRequest(
            first.Configuration, first.Sender, first.Height, first.View, block.Digest, block);
        _bodies.Add(block);
        _twins.Add(place, (first, Sign(second)));
        if (_twins.Count > OwnBodies.Kept) _twins.Remove(_twins.Keys.First());
        return true;
    }
}
