using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Protocols.Dbft;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Dbft;

/// <summary>
/// A03: keeps votes to itself: all, those under one primary, or those that would make a quorum. What it says in a
/// recovery message keeps them back too.
/// </summary>
internal sealed class VoteWithhold(StrategyCall call) : DbftAttack(call)
{
    private readonly SortedDictionary<(Height Height, View View, bool IsCommit), SortedDictionary<ReplicaId, Digest>>
        _said = [];

    private ReplicaId _leader;

    public override void Begin() => _leader = Call.Replica("leader")?.Id ?? Liar.Core?.Ordering.Leader ?? Liar.Id;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        var isKept = OwnVote(message) is { } vote && IsChosen(vote) && Withholds(vote);
        if (IsVictim(to) && (isKept || message is RecoveryMessage)) Fire();
        else outgoing.Pass(message);
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is not SignedStatement { Statement: HeightStatement said } || said is ChangeView) return true;
        var key = (said.Height, said.View, said is Commit);
        if (!_said.TryGetValue(key, out var votes)) _said.Add(key, votes = []);
        votes.TryAdd(said.Sender, DigestOf(said));
        if (_said.Count > OwnBodies.Kept) _said.Remove(_said.Keys.First());
        return true;
    }

    private bool Withholds(HeightStatement vote) => Call.Choice("when") switch
    {
        "leader" => Liar.Core?.Ordering.Leader == _leader,
        "deciding" => IsDeciding(vote),
        _ => true,
    };

    private bool IsDeciding(HeightStatement vote)
    {
        var set = MemberSet.Empty;
        foreach (var (sender, digest) in _said.GetValueOrDefault((vote.Height, vote.View, vote is Commit)) ?? [])
        {
            var place = Liar.Configuration.PlaceOf(sender);
            if (place >= 0 && sender != vote.Sender && digest == DigestOf(vote)) set = set.With(place);
        }

        var quorums = Liar.Configuration.Quorums;
        return !quorums.IsQuorum(set) && quorums.IsQuorum(set.With(Liar.Configuration.PlaceOf(vote.Sender)));
    }
}
