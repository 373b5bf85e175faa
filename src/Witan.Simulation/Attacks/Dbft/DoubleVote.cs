using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Dbft;
using Witan.Simulation.Attacks.Pbft;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Dbft;

/// <summary>
/// A02: votes twice at a height and view: for the proposal that it got towards some, for another block towards the
/// victims.
/// </summary>
internal sealed class DoubleVote(StrategyCall call) : DbftAttack(call)
{
    private readonly SlotBudget _budget = new(call.Count("times"));
    private readonly SortedDictionary<(Height, View), SortedSet<Digest>> _proposed = [];

    protected override IReadOnlyList<NodeName> DefaultVictims => Liar.UpperHalf;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnVote(message) is not { } vote || !IsChosen(vote) || !IsVictim(to) || OtherBlock(vote) is not { } other
            || !_budget.Covers(vote.View, vote.Height))
        {
            outgoing.Pass(message);
            return;
        }

        outgoing.Pass(Sign(Recast(vote, vote.View, other)));
        Fire();
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is not SignedStatement { Statement: PrepareRequest heard }) return true;
        var place = (heard.Height, heard.View);
        if (!_proposed.TryGetValue(place, out var digests)) _proposed.Add(place, digests = []);
        digests.Add(heard.Digest);
        if (_proposed.Count > OwnBodies.Kept) _proposed.Remove(_proposed.Keys.First());
        return true;
    }

    private Digest? OtherBlock(HeightStatement vote)
    {
        foreach (var digest in _proposed.GetValueOrDefault((vote.Height, vote.View)) ?? [])
        {
            if (digest != DigestOf(vote)) return digest;
        }

        return Call.Flag("invent") ? MadeUp(vote) : null;
    }
}
