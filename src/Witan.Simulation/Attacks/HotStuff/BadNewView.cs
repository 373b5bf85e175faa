using Witan.Core.Messages;
using Witan.Protocols.HotStuff;
using Witan.Simulation.Attacks.HotStuff.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.HotStuff;

/// <summary>
/// A11: as leader of a view that was entered by a TC opens it wrongly: with a node on genesis, below everything that
/// the TC claims; with such a node towards the victims and the honest one towards the others; or not at all.
/// </summary>
internal sealed class BadNewView(StrategyCall call) : HotStuffAttack(call)
{
    private readonly ShownNodes _shown = new(null);

    protected override IReadOnlyList<NodeName>? DefaultVictims =>
        Call.Choice("form") == "perRecipient" ? Liar.UpperHalf : null;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnProposal(message) is { TC: not null } proposal && IsVictim(to))
        {
            var other = Call.Choice("form") == "none" ? null : OtherOf(proposal);
            if (other is not null || Call.Choice("form") == "none") Fire();
            if (Call.Choice("form") != "none") outgoing.Pass(other ?? message);
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

    private SignedStatement? OtherOf(Proposal honest) => _shown.FindOrMake(
        honest.View,
        () => honest.Node.Justify is null ? null : Sign(Forks.On(Liar, honest, null, honest.TC)));
}
