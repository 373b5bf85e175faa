using Witan.Core.Messages;
using Witan.Protocols.HotStuff;
using Witan.Simulation.Scenarios;
using Timeout = Witan.Protocols.HotStuff.Timeout;

namespace Witan.Simulation.Attacks.HotStuff;

/// <summary>
/// A05: what shows a certificate goes to a few alone: NEW-VIEWs, phases and nodes, and in the chained modes, where the
/// next proposal shows it, proposals and votes. Its TIMEOUTs say that it has none. Each view that it collects for may
/// so leave a lock that the next leader does not know.
/// </summary>
internal sealed class HideQC(StrategyCall call) : HotStuffAttack(call)
{
    private IReadOnlyList<NodeName> _showTo = [];

    public override void Begin() =>
        _showTo = Call.Nodes("showTo") is { } named ? [.. named] : [Liar.Adversary.Correct[0]];

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        var tells = message is NewView or Phase or Protocols.HotStuff.Nodes
            || (!IsBasic && (OwnProposal(message) is not null || OwnVote(message) is not null));
        if (tells && !_showTo.Contains(to)) Fire();
        else if (Own<Timeout>(message) is { HighQC: not null } honest) outgoing.Pass(Poorest(honest));
        else outgoing.Pass(message);
    }
}
