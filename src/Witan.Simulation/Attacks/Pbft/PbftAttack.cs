using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>What the attacks that speak PBFT have in common: what of the honest code's is their matter.</summary>
internal abstract class PbftAttack(StrategyCall call) : TargetedAttack(call)
{
    /// <summary>The view that the honest code is in.</summary>
    protected View View => Liar.Core?.Ordering.View ?? default;

    /// <summary>An own PREPARE or COMMIT.</summary>
    protected SlotStatement? OwnVote(Message message) =>
        Own<SlotStatement>(message) is { } vote and (Prepare or Commit) ? vote : null;

    /// <summary>An own fresh proposal; what a NEW-VIEW proposes again is nested in it.</summary>
    protected PrePrepare? OwnProposal(Message message) =>
        Own<PrePrepare>(message) is { Block: not null } own ? own : null;

    /// <summary>Whether the argument <c>votes</c> names this kind.</summary>
    protected bool IsChosen(SlotStatement vote) => Call.Choice("votes") switch
    {
        "prepare" => vote is Prepare,
        "commit" => vote is Commit,
        _ => true,
    };

    /// <summary>The replica that leads a view, by the newest configuration.</summary>
    protected ReplicaId LeaderOf(View view) => PbftRules.Leader(Liar.Configuration, view);
}
