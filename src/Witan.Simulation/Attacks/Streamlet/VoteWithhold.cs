using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Protocols.Streamlet;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Streamlet;

/// <summary>
/// A03: keeps votes to itself: all, those for the nodes of one leader, or those that would make a quorum.
/// </summary>
internal sealed class VoteWithhold(StrategyCall call) : StreamletAttack(call)
{
    private readonly SortedDictionary<Digest, (ReplicaId Leader, SortedSet<ReplicaId> Voters)> _seen = [];
    private ReplicaId _leader;

    public override void Begin() =>
        _leader = Call.Replica("leader")?.Id ?? Liar.Core?.Ordering.Leader ?? Liar.Id;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnProposal(message) is { } proposal) Entry(proposal.Node.Id, proposal.Sender);
        if (OwnVote(message) is { } vote && IsVictim(to) && Withholds(vote)) Fire();
        else outgoing.Pass(message);
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is not SignedStatement { Statement: var said }) return true;
        if (said is Proposal proposal) Entry(proposal.Node.Id, proposal.Sender);
        if (said is Vote vote && _seen.TryGetValue(vote.Node, out var seen)) seen.Voters.Add(vote.Sender);
        return true;
    }

    private void Entry(Digest node, ReplicaId leader)
    {
        if (_seen.Count > OwnBodies.Kept) _seen.Clear();
        if (!_seen.ContainsKey(node)) _seen.Add(node, (leader, []));
    }

    private bool Withholds(Vote vote)
    {
        var seen = _seen.GetValueOrDefault(vote.Node, (default, []));
        return Call.Choice("when") switch
        {
            "leader" => seen.Leader == _leader,
            "deciding" => IsDeciding(seen.Voters),
            _ => true,
        };
    }

    private bool IsDeciding(SortedSet<ReplicaId> voters)
    {
        var set = MemberSet.Empty;
        foreach (var voter in voters)
        {
            if (voter != Liar.Id) set = set.With(Liar.Configuration.PlaceOf(voter));
        }

        var quorums = Liar.Configuration.Quorums;
        return !quorums.IsQuorum(set) && quorums.IsQuorum(set.With(Liar.Configuration.PlaceOf(Liar.Id)));
    }
}
