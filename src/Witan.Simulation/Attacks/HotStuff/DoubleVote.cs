using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Protocols.HotStuff;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.HotStuff;

/// <summary>
/// A02: votes for the node that it got towards some, for another one towards the victims: for a second proposal of the
/// view if it knows one, else for one that it makes up.
/// </summary>
internal sealed class DoubleVote(StrategyCall call) : HotStuffAttack(call)
{
    private readonly SortedSet<(Primitives.View View, byte Type)> _struck = [];

    protected override IReadOnlyList<NodeName> DefaultVictims => Liar.UpperHalf;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        Tree.Note(message);
        var second = OwnVote(message) is { } vote && IsChosen(vote) && IsVictim(to) && IsDue(vote)
            ? SecondOf(vote) : null;
        outgoing.Pass(second ?? message);
        if (second is not null) Fire();
    }

    private bool IsDue(Vote vote)
    {
        if (Call.Count("times") is not { } limit || _struck.Contains((vote.View, vote.Type))) return true;
        return _struck.Count < limit && _struck.Add((vote.View, vote.Type));
    }

    private SignedStatement? SecondOf(Vote vote)
    {
        if (Tree.OtherThan(vote.View, vote.Node) is { } other)
            return Recast(vote, vote.View, other.Id(vote.Configuration), other.Height);
        return Call.Flag("invent")
            ? Recast(vote, vote.View, Sha256.Hash(vote.Node.ToArray()), vote.Height) : null;
    }
}
