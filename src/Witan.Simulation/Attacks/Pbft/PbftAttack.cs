using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>
/// What the attacks that speak PBFT have in common: whom they lie to and what of the honest code's is their matter.
/// </summary>
internal abstract class PbftAttack(StrategyCall call) : Attack
{
    private IReadOnlyList<NodeName>? _victims;
    private bool _chosen;

    protected StrategyCall Call { get; } = call;

    /// <summary>The view that the honest code is in.</summary>
    protected View View => Liar.Core?.Ordering.View ?? default;

    /// <summary>Whom it lies to where the file names none; null for everybody.</summary>
    protected virtual IReadOnlyList<NodeName>? DefaultVictims => null;

    protected bool IsVictim(NodeName to)
    {
        if (!_chosen) _victims = Call.Nodes("victims") is { } named ? [.. named] : DefaultVictims;
        _chosen = true;
        return _victims is null || _victims.Contains(to);
    }

    /// <summary>Something that this replica itself says, or null: it also passes on what others signed.</summary>
    protected T? Own<T>(Message message)
        where T : Statement =>
        message is SignedStatement { Statement: T said } && said.Sender == Liar.Id ? said : null;

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

    protected SignedStatement Sign(Statement statement) => Liar.Adversary.Sign(statement);

    /// <summary>The replica that leads a view, by the newest configuration.</summary>
    protected ReplicaId LeaderOf(View view) => PbftRules.Leader(Liar.Configuration, view);
}
