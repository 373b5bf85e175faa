using Witan.Core.Messages;
using Witan.Protocols.Streamlet;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Streamlet;

/// <summary>A06: with each vote also signs one for the same node in an epoch long past and in one far ahead.</summary>
internal sealed class StaleView(StrategyCall call) : StreamletAttack(call)
{
    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        outgoing.Pass(message);
        if (OwnVote(message) is not { } vote || !IsVictim(to)) return;
        var behind = (ulong)Call.Count("behind")!.Value;
        var ahead = (ulong)Call.Count("ahead")!.Value;
        if (behind > 0 && vote.Epoch.Value > 1)
            SayIn(new Epoch(vote.Epoch.Value - Math.Min(behind, vote.Epoch.Value - 1)), vote, outgoing);
        if (ahead > 0) SayIn(new Epoch(vote.Epoch.Value + ahead), vote, outgoing);
    }

    private void SayIn(Epoch epoch, Vote vote, Outgoing outgoing)
    {
        outgoing.Pass(Sign(new Vote(vote.Configuration, vote.Sender, epoch, vote.Node)));
        Fire();
    }
}
