using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.HotStuff;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.HotStuff;

/// <summary>
/// A03: keeps votes to itself: all, those in the views of one leader, or those that would complete a quorum.
/// </summary>
internal sealed class VoteWithhold(StrategyCall call) : HotStuffAttack(call)
{
    private ReplicaId? _leader;

    public override void Begin() => _leader = Call.Replica("leader")?.Id ?? Liar.Core?.Ordering.Leader;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnVote(message) is { } vote && IsVictim(to) && IsChosen(vote) && Withholds(vote)) Fire();
        else outgoing.Pass(message);
    }

    private bool Withholds(Vote vote) => Call.Choice("when") switch
    {
        "leader" => Tree.ProposerOf(vote.View) == _leader,
        "deciding" => Tree.IsDeciding(vote),
        _ => true,
    };
}
