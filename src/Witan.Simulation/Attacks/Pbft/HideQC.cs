using Witan.Core.Messages;
using Witan.Protocols.Pbft;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>
/// A05: only a few can complete a certificate: its proposals, PREPAREs and COMMITs go to them alone, and its
/// VIEW-CHANGEs leave the certificates out. Each view may so leave a lock that the next leader does not know.
/// </summary>
internal sealed class HideQC(StrategyCall call) : PbftAttack(call)
{
    private IReadOnlyList<NodeName> _showTo = [];

    public override void Begin() =>
        _showTo = Call.Nodes("showTo") is { } named ? [.. named] : [Liar.Adversary.Correct[0]];

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (Own<SlotStatement>(message) is not null && !_showTo.Contains(to))
        {
            Fire();
            return;
        }

        var silenced = Own<ViewChange>(message) is { } honest ? Poorer.WithoutPrepared(honest, static _ => true) : null;
        outgoing.Pass(silenced is null ? message : Sign(silenced));
    }
}
