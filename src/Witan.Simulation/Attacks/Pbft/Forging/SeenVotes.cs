using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Protocols.Pbft;

namespace Witan.Simulation.Attacks.Pbft.Forging;

/// <summary>
/// What others said about a slot, counted as a replica counts it: a proposal is its leader's PREPARE.
/// </summary>
internal sealed class SeenVotes
{
    /// <summary>Tables; the lowest slots make room.</summary>
    public const int Kept = 2048;

    private readonly SortedDictionary<(Height Height, View View, bool IsCommit), SortedDictionary<ReplicaId, Digest>>
        _said = [];

    public void Note(Message message)
    {
        if (message is not SignedStatement { Statement: SlotStatement said }) return;
        var key = (said.Height, said.View, said is Commit);
        if (!_said.TryGetValue(key, out var votes)) _said.Add(key, votes = []);
        votes.TryAdd(said.Sender, said.Digest);
        if (_said.Count > Kept) _said.Remove(_said.Keys.First());
    }

    /// <summary>Whether the vote makes a quorum of what was no quorum.</summary>
    public bool IsDeciding(SlotStatement vote, Configuration configuration)
    {
        var set = MemberSet.Empty;
        if (_said.TryGetValue((vote.Height, vote.View, vote is Commit), out var votes))
        {
            foreach (var (sender, digest) in votes)
            {
                var place = configuration.PlaceOf(sender);
                if (place >= 0 && sender != vote.Sender && digest == vote.Digest) set = set.With(place);
            }
        }

        return !configuration.Quorums.IsQuorum(set)
            && configuration.Quorums.IsQuorum(set.With(configuration.PlaceOf(vote.Sender)));
    }
}
