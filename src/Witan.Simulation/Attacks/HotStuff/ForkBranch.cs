using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.HotStuff;
using Witan.Simulation.Attacks.HotStuff.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.HotStuff;

/// <summary>
/// X04: as leader extends another certified node than the highest, or shows another TC than it has; and votes for what
/// it showed.
/// </summary>
internal sealed class ForkBranch(StrategyCall call) : HotStuffAttack(call)
{
    private readonly ShownNodes _shown = new(call.Count("times"));

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        Tree.Note(message);
        if (OwnProposal(message) is { } proposal && IsVictim(to) && ForkOf(proposal) is { } fork)
        {
            outgoing.Pass(fork);
            Fire();
            return;
        }

        var shown = OwnVote(message) is { } vote ? _shown.In(vote.View) : null;
        outgoing.Pass(
            shown is null ? message : Recast(OwnVote(message)!, shown.View, shown.Node.Id, shown.Node.Header.Height));
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        _shown.Answer(Liar, from, message);
        return base.OnReceive(from, message);
    }

    private SignedStatement? ForkOf(Proposal honest) => _shown.FindOrMake(honest.View, () =>
    {
        var tc = TCFor(honest);
        if (Call.Choice("tc") != "own" && (tc is null || tc == honest.TC)) return null;
        if (Make(honest, tc) is not { } fork) return null;
        After(0, () => CountFirst(fork));
        return Sign(fork);
    });

    /// <summary>
    /// Where its honest code collects, that takes the first vote of a member: its own for what it showed.
    /// </summary>
    private void CountFirst(Proposal fork)
    {
        var (node, header) = (fork.Node, fork.Node.Header);
        Vote vote = IsBasic
            ? new VotePrepare(fork.Configuration, Liar.Id, header.View, node.Id, header.Height)
            : new VoteGeneric(fork.Configuration, Liar.Id, header.View, node.Id, header.Height);
        Liar.Replica.Receive(Liar.Others[0], Sign(vote), asBytes: false);
    }

    private Proposal? Make(Proposal honest, TimeoutCertificate? tc)
    {
        if (Call.Choice("form") == "keep")
            return tc == honest.TC ? null : new Proposal(honest.Configuration, Liar.Id, honest.Node, tc);
        if (honest.Node.Justify is not { } high) return null;
        if (Call.Choice("form") == "unjustified")
        {
            var node = new Node(honest.Configuration, honest.Node.Header, honest.Node.Block, null);
            return new Proposal(honest.Configuration, Liar.Id, node, tc);
        }

        var justify = Call.Choice("form") == "alternate"
            ? Tree.OtherTip(high)
            : Tree.Below(high).Skip((int)Call.Count("back")!.Value - 1).FirstOrDefault();
        return Forks.On(Liar, honest, justify, tc);
    }

    private TimeoutCertificate? TCFor(Proposal honest) => Call.Choice("tc") switch
    {
        "reused" => honest.TC is null ? null : Tree.OldestTC,
        "below" => honest.TC is null ? null : Forks.Below(honest.TC),
        // The honest node follows its certificate where it can; another one needs what else shows that the view ended.
        _ => honest.TC ?? Tree.TCOf(new View(honest.View.Value - 1)),
    };
}
