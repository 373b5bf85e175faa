using Witan.Core.Messages;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>
/// An attack on some and not on others: whom it lies to, and what of the honest code's is its own word.
/// </summary>
internal abstract class TargetedAttack(StrategyCall call) : Attack
{
    private IReadOnlyList<NodeName>? _victims;
    private bool _chosen;

    protected StrategyCall Call { get; } = call;

    /// <summary>Whom it lies to where the file names none; null for everybody.</summary>
    protected virtual IReadOnlyList<NodeName>? DefaultVictims => null;

    protected virtual bool IsVictim(NodeName to)
    {
        if (!_chosen) _victims = Call.Nodes("victims") is { } named ? [.. named] : DefaultVictims;
        _chosen = true;
        return _victims is null || _victims.Contains(to);
    }

    /// <summary>Something that this replica itself says, or null: it also passes on what others signed.</summary>
    protected T? Own<T>(Message message)
        where T : Statement =>
        message is SignedStatement { Statement: T said } && said.Sender == Liar.Id ? said : null;

    protected SignedStatement Sign(Statement statement) => Liar.Adversary.Sign(statement);
}
