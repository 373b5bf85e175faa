using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>
/// A04: keeps votes and the certificates made of them secret, and shows them views later: a quorum of COMMITs of an old
/// view is valid for ever, so a view change that forgot a slot would be caught here.
/// </summary>
internal sealed class LateVoteRelease(StrategyCall call) : PbftAttack(call)
{
    private const long LookEvery = 10_000;

    private readonly KeptVotes _kept = new();
    private IReadOnlyList<NodeName> _showTo = [];

    private ulong Views => (ulong)Call.Count("views")!.Value;

    public override void Begin()
    {
        _showTo = Call.Nodes("showTo") is { } named ? [.. named] : Liar.Others;
        Every(LookEvery, Release);
    }

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnVote(message) is { } vote && IsChosen(vote) && !IsLate(vote.View, View))
            _kept.Add((SignedStatement)message, vote);
        else if (Own<ViewChange>(message) is { } viewChange && Silenced(viewChange) is { } silenced)
            outgoing.Pass(Sign(silenced));
        else
            outgoing.Pass(message);
    }

    private ViewChange? Silenced(ViewChange honest) =>
        Poorer.WithoutPrepared(honest, prepared => !IsLate(prepared.Next, honest.Target));

    private bool IsLate(View said, View now) => now.Value >= said.Value + Views;

    private void Release()
    {
        var view = View;
        foreach (var vote in _kept.Take(said => IsLate(said, view)))
        {
            Say(_showTo, vote);
            Fire();
        }
    }
}
