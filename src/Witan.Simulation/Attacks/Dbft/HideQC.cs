using Witan.Core.Messages;
using Witan.Protocols.Dbft;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Dbft;

/// <summary>
/// A05: its proposals, preparations, commits and recovery messages go to a few alone: they may commit, and nobody else
/// knows why.
/// </summary>
internal sealed class HideQC(StrategyCall call) : DbftAttack(call)
{
    private IReadOnlyList<NodeName> _showTo = [];

    public override void Begin() =>
        _showTo = Call.Nodes("showTo") is { } named ? [.. named] : [Liar.Adversary.Correct[0]];

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        var isHidden = message is RecoveryMessage || Own<HeightStatement>(message) is { } said and not ChangeView;
        if (isHidden && !_showTo.Contains(to)) Fire();
        else outgoing.Pass(message);
    }
}
