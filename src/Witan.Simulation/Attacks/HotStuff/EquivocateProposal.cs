using Witan.Core.Messages;
using Witan.Simulation.Attacks.HotStuff.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.HotStuff;

/// <summary>
/// A01: as leader signs two nodes for one view. Each side gets its node, the leader's vote for it and, when it asks,
/// its block.
/// </summary>
internal sealed class EquivocateProposal(StrategyCall call) : HotStuffAttack(call)
{
    private readonly ShownNodes _shown = new(call.Count("times"));

    protected override IReadOnlyList<NodeName> DefaultVictims =>
        Call.Choice("split") == "one" ? [Liar.Others[^1]] : Liar.UpperHalf;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        Tree.Note(message);
        if (OwnProposal(message) is { } proposal && SecondOf(proposal) is { } second)
        {
            outgoing.Pass(IsVictim(to) ? second : message);
            if (IsVictim(to)) Fire();
            return;
        }

        var shown = OwnVote(message) is { } vote && IsVictim(to) ? _shown.In(vote.View) : null;
        outgoing.Pass(
            shown is null ? message : Recast(OwnVote(message)!, shown.View, shown.Node.Id, shown.Node.Header.Height));
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        _shown.Answer(Liar, from, message);
        return base.OnReceive(from, message);
    }

    private SignedStatement? SecondOf(Protocols.HotStuff.Proposal honest) => _shown.FindOrMake(
        honest.View, () => Forks.Beside(honest, Call.Choice("content")) is { } other ? Sign(other) : null);
}
