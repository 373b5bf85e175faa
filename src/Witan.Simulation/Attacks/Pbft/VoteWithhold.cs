using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>
/// A03: keeps votes to itself: all, those in the views of one leader, or those that would complete a quorum.
/// </summary>
internal sealed class VoteWithhold(StrategyCall call) : PbftAttack(call)
{
    private readonly SeenVotes _seen = new();
    private ReplicaId _leader;

    public override void Begin() => _leader = Call.Replica("leader")?.Id ?? LeaderOf(View);

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnVote(message) is { } vote && IsVictim(to) && IsChosen(vote) && Withholds(vote)) Fire();
        else outgoing.Pass(message);
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        _seen.Note(message);
        return true;
    }

    private bool Withholds(SlotStatement vote) => Call.Choice("when") switch
    {
        "leader" => LeaderOf(vote.View) == _leader,
        "deciding" => _seen.IsDeciding(vote, Liar.Configuration),
        _ => true,
    };
}
