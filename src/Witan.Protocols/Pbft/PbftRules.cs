using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.Pbft;

/// <summary>The rules that safety rests on, pure: no state, no effects.</summary>
public static class PbftRules
{
    /// <summary>"p = v mod |R|": leaders take turns by place.</summary>
    public static ReplicaId Leader(Configuration configuration, View view) =>
        configuration.Members[(int)(view.Value % (ulong)configuration.N)].Id;

    /// <summary>
    /// prepared(m, v, n): the leader's proposal and PREPAREs of others are a quorum together.
    /// </summary>
    /// <returns>Those of <paramref name="prepares"/> that a certificate needs, or null while there is no
    /// quorum.</returns>
    public static MemberSet? PreparedBy(QuorumSystem quorums, MemberSet prepares, int leaderPlace)
    {
        var set = prepares.With(leaderPlace);
        if (!quorums.IsQuorum(set)) return null;
        for (var place = quorums.N - 1; place >= 0; place--)
        {
            if (place != leaderPlace && set.Contains(place) && quorums.IsQuorum(set.Without(place)))
                set = set.Without(place);
        }

        return set.Without(leaderPlace);
    }

    /// <summary>What the verifier cannot know of a certificate: the right configuration and the right leader.</summary>
    public static bool IsValid(PreparedCertificate certificate, Configuration configuration)
    {
        var proposal = certificate.PrePrepare;
        if (proposal.Configuration != configuration.Number) return false;
        var leader = Leader(configuration, proposal.View);
        if (proposal.Sender != leader) return false;
        return certificate.Prepares is not null
            || configuration.Quorums.IsQuorum(MemberSet.Empty.With(configuration.PlaceOf(leader)));
    }

    /// <summary>
    /// A VIEW-CHANGE whose signatures hold is valid if its checkpoint is one from which its configuration goes on, and
    /// every certificate is of that configuration, of an earlier view, of a slot in the window above the checkpoint,
    /// and of the right leader.
    /// </summary>
    /// <returns>Null if it is valid.</returns>
    public static Rejection? FaultIn(ViewChange viewChange, Func<Height, Configuration> at)
    {
        var configuration = at(viewChange.Low.Next);
        if (viewChange.Configuration != configuration.Number) return Rejection.BadCertificate;
        var parameters = configuration.Parameters;
        if (viewChange.Low.Value % parameters.CheckpointInterval != 0) return Rejection.BadCertificate;
        var high = viewChange.Low + parameters.Window;
        foreach (var certificate in viewChange.Prepared)
        {
            if (certificate.View >= viewChange.Target) return PbftRejection.BadPreparedCertificate;
            if (certificate.Height <= viewChange.Low
                || certificate.Height > high) return PbftRejection.BadPreparedCertificate;
            if (!IsValid(certificate, configuration)) return PbftRejection.BadPreparedCertificate;
        }

        return null;
    }

    /// <summary>
    /// O of the paper (OSDI'99 4.4): from the latest checkpoint in V up to the highest prepared slot, the block
    /// prepared in the highest view, and the null block where none prepared.
    /// </summary>
    /// <exception cref="InvariantException"> Two certificates for one slot and view name different blocks: more than f
    /// members lie, and nothing is safe any more.
    /// </exception>
    public static NewViewProposals ComputeNewViewProposals(IReadOnlyList<ViewChange> viewChanges)
    {
        var latest = viewChanges[0];
        foreach (var viewChange in viewChanges)
        {
            if (viewChange.Low > latest.Low) latest = viewChange;
        }

        var highest = new SortedDictionary<Height, PreparedCertificate>();
        var max = latest.Low;
        foreach (var viewChange in viewChanges)
        {
            foreach (var certificate in viewChange.Prepared)
            {
                max = Height.Max(max, certificate.Height);
                if (!highest.TryGetValue(certificate.Height, out var other) || certificate.View > other.View)
                    highest[certificate.Height] = certificate;
                else
                    Invariant.Require(
                        certificate.View < other.View || certificate.Digest == other.Digest,
                        "S1 two prepared certificates of one slot and view name one block");
            }
        }

        var slots = new List<NewViewProposal>();
        for (var height = latest.Low.Next; height <= max; height = height.Next)
        {
            var certificate = highest.GetValueOrDefault(height);
            slots.Add(new NewViewProposal(height, certificate?.Digest ?? Block.NullDigest(height), certificate));
        }

        return new NewViewProposals(latest.Low, latest.Stable, slots);
    }

    /// <summary>
    /// A NEW-VIEW whose signatures hold is valid if it comes from the leader, its VIEW-CHANGEs are valid, for its view
    /// and exactly a quorum, and its proposals are those that follow from them.
    /// </summary>
    /// <returns>Null if it is valid.</returns>
    public static Rejection? FaultIn(NewView newView, Configuration configuration, Func<Height, Configuration> at)
    {
        if (newView.Configuration != configuration.Number) return Rejection.UnknownConfiguration;
        if (newView.Sender != Leader(configuration, newView.Target)) return Rejection.WrongSender;
        var senders = MemberSet.Empty;
        foreach (var viewChange in newView.ViewChangeSet())
        {
            var place = configuration.PlaceOf(viewChange.Sender);
            if (place < 0 || viewChange.Configuration != configuration.Number || viewChange.Target != newView.Target)
                return PbftRejection.BadViewChangeSet;
            if (FaultIn(viewChange, at) is { } fault) return fault;
            senders = senders.With(place);
        }

        if (configuration.Quorums.MinimalQuorum(senders) is not { } quorum || quorum.Count != newView.ViewChanges.Count)
            return PbftRejection.BadViewChangeSet;
        var expected = ComputeNewViewProposals(newView.ViewChangeSet());
        return Proposes(newView, expected) ? null : PbftRejection.WrongNewViewProposals;
    }

    /// <summary>Whether the proposals of a NEW-VIEW are exactly these.</summary>
    public static bool Proposes(NewView newView, NewViewProposals expected)
    {
        if (newView.Proposals.Count != expected.Slots.Count) return false;
        for (var i = 0; i < expected.Slots.Count; i++)
        {
            var slot = expected.Slots[i];
            var said = (PrePrepare)newView.Proposals[i].Statement;
            if (said.Height != slot.Height || said.Digest != slot.Digest || said.View != newView.Target) return false;
            if (said.Sender != newView.Sender || said.Configuration != newView.Configuration) return false;
        }

        return true;
    }

    /// <summary>
    /// The join rule: the highest view that a weak quorum of the others asks for, so at least one correct member, if it
    /// is above where this replica already is.
    /// </summary>
    /// <param name="quorums">Of the configuration.</param>
    /// <param name="targets">Per place the highest view asked for; null where none, and at the own place.</param>
    /// <param name="current">The own view or target.</param>
    public static View? JoinTarget(QuorumSystem quorums, ReadOnlySpan<ulong?> targets, View current) =>
        quorums.HighestOfWeakQuorum(targets) is { } target && target > current.Value ? new View(target) : null;

    /// <summary>
    /// Whether a refused proposal speaks against its leader. A clock that is ahead, or a table here that is full, does
    /// not.
    /// </summary>
    public static bool IsLeadersFault(Rejection refusal) =>
        refusal == Rejection.InvalidBlock || refusal == Rejection.UnknownClient || refusal == Rejection.InvalidRequest;

    /// <summary>T(k) = min(first * 2^k, cap).</summary>
    public static TimeSpan Backoff(TimeSpan first, int attempts, TimeSpan cap)
    {
        var timeout = first;
        for (var i = 0; i < attempts && timeout < cap; i++) timeout += timeout;
        return timeout < cap ? timeout : cap;
    }
}
