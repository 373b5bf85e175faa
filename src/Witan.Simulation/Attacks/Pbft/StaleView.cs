using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>A06: with each vote also signs the same vote for a view long past and for one far ahead.</summary>
internal sealed class StaleView(StrategyCall call) : PbftAttack(call)
{
    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        outgoing.Pass(message);
        if (OwnVote(message) is not { } vote || !IsVictim(to)) return;
        var behind = (ulong)Call.Count("behind")!.Value;
        var ahead = (ulong)Call.Count("ahead")!.Value;
        if (behind > 0 && vote.View.Value > 0)
            SayIn(new View(vote.View.Value - Math.Min(behind, vote.View.Value)), vote, outgoing);
        if (ahead > 0) SayIn(new View(vote.View.Value + ahead), vote, outgoing);
    }

    private void SayIn(View view, SlotStatement vote, Outgoing outgoing)
    {
        outgoing.Pass(Sign(Recast.Vote(vote, view, vote.Digest)));
        Fire();
    }
}
