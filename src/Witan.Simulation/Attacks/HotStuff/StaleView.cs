using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.HotStuff;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.HotStuff;

/// <summary>A06: with each vote also signs the same vote for a view long past and for one far ahead.</summary>
internal sealed class StaleView(StrategyCall call) : HotStuffAttack(call)
{
    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        outgoing.Pass(message);
        if (OwnVote(message) is not { } vote || !IsVictim(to)) return;
        var behind = (ulong)Call.Count("behind")!.Value;
        var ahead = (ulong)Call.Count("ahead")!.Value;
        // View 0 is genesis, and no vote for it can be written.
        if (behind > 0 && vote.View.Value > 1)
            SayIn(new View(vote.View.Value - Math.Min(behind, vote.View.Value - 1)), vote, outgoing);
        if (ahead > 0) SayIn(new View(vote.View.Value + ahead), vote, outgoing);
    }

    private void SayIn(View view, Vote vote, Outgoing outgoing)
    {
        outgoing.Pass(Recast(vote, view, vote.Node, vote.Height));
        Fire();
    }
}
