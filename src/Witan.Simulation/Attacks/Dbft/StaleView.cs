using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Dbft;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Dbft;

/// <summary>
/// A06: before each vote signs the same vote for a view long past and for one far ahead. A commit of any view is taken
/// and sticks: the one that is meant then comes too late.
/// </summary>
internal sealed class StaleView(StrategyCall call) : DbftAttack(call)
{
    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnVote(message) is { } vote && IsVictim(to))
        {
            var (behind, ahead) = ((ulong)Call.Count("behind")!.Value, (ulong)Call.Count("ahead")!.Value);
            if (ahead > 0) SayIn(Math.Min(HeightStatement.MaxView, vote.View.Value + ahead), vote, outgoing);
            if (behind > 0 && vote.View.Value > 0)
                SayIn(vote.View.Value - Math.Min(behind, vote.View.Value), vote, outgoing);
        }

        outgoing.Pass(message);
    }

    private void SayIn(ulong view, HeightStatement vote, Outgoing outgoing)
    {
        outgoing.Pass(Sign(Recast(vote, new View(view), DigestOf(vote))));
        Fire();
    }
}
