using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.HotStuff;
using Witan.Simulation.Attacks.HotStuff.Forging;
using Witan.Simulation.Scenarios;
using Timeout = Witan.Protocols.HotStuff.Timeout;

namespace Witan.Simulation.Attacks.HotStuff;

/// <summary>
/// A05: what shows a certificate goes to a few alone: NEW-VIEWs, phases and nodes, and in the chained modes, where the
/// next proposal shows it, proposals and votes. Its TIMEOUTs say that it has none. Each view that it collects for may
/// so leave a lock that the next leader does not know. With whoever gives a view up it gives it up too, though it may
/// have left it: so no TC needs one of those who saw the certificate.
/// </summary>
internal sealed class HideQC(StrategyCall call) : HotStuffAttack(call)
{
    private readonly SortedSet<View> _given = [];
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

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is SignedStatement { Statement: Timeout said } && said.Sender == from.Id && _given.Add(said.View))
        {
            Say(Liar.Others, Sign(new Timeout(said.Configuration, Liar.Id, said.View, default, null, null)));
            if (_given.Count > SeenTree.Kept) _given.Remove(_given.Min);
        }

        return base.OnReceive(from, message);
    }
}
