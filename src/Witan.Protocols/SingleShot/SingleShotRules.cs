using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.SingleShot;

/// <summary>The rules that safety rests on, pure: no state, no effects.</summary>
public static class SingleShotRules
{
    /// <summary>leader(v) = (v - 1) mod n, by place; views start at 1.</summary>
    public static ReplicaId Leader(Configuration configuration, View view) =>
        configuration.Members[(int)((view.Value - 1) % (ulong)configuration.N)].Id;

    /// <summary>
    /// validNL: a lower view is claimed, with the value and its certificate; or none at all. A quorum vouches for the
    /// value, so a correct member found it valid.
    /// </summary>
    /// <returns>Null if it holds.</returns>
    public static Rejection? FaultIn(NewLeader m)
    {
        if (m.PreparedView >= m.View) return SingleShotRejection.BadNewLeader;
        if (m.PreparedView == default)
            return m.Certificate is null && m.Digest.IsZero ? null : SingleShotRejection.BadNewLeader;
        var isShown = m.Certificate is { } certificate && m.Value?.Digest == m.Digest
            && certificate.Configuration == m.Configuration && certificate.Instance == m.Instance
            && certificate.View == m.PreparedView && certificate.Digest == m.Digest;
        return isShown ? null : SingleShotRejection.BadNewLeader;
    }

    /// <summary>
    /// safeProposal, without valid(x): from the leader of its view, and M is empty, or exactly a quorum's NEWLEADERs
    /// whose highest claim, if there is any, is certified and is of x.
    /// </summary>
    /// <param name="m">Whose signatures hold.</param>
    /// <param name="configuration">Of its number.</param>
    /// <returns>Null if it holds.</returns>
    public static Rejection? FaultIn(Propose m, Configuration configuration)
    {
        if (m.Sender != Leader(configuration, m.View)) return Rejection.WrongSender;
        if (m.Value is null || m.Justification is not { } justification) return SingleShotRejection.NoValue;
        if (justification.IsEmpty)
            return justification.Highest is null ? null : SingleShotRejection.BadJustification;
        return IsQuorumOfClaims(m, justification, configuration) && IsHighestClaim(m, justification)
            ? null : SingleShotRejection.BadJustification;
    }

    /// <summary>
    /// Whether a process may vote for a proposal of its view. One with M was judged by <see cref="FaultIn(Propose,
    /// Configuration)"/>. One without M only by who voted in no lower view of the instance: with a quorum of such
    /// voters no lower view can have prepared anything, since two quorums share a correct member, and it votes in no
    /// lower view any more.
    /// </summary>
    /// <param name="justification">M.</param>
    /// <param name="voted">The last view of the instance in which this process voted; 0 for none.</param>
    public static bool MayVote(Justification justification, View voted) => !justification.IsEmpty || voted == default;

    /// <summary>F(k) = min(first * 2^k, cap).</summary>
    public static TimeSpan Backoff(TimeSpan first, int timeouts, TimeSpan cap)
    {
        var ticks = first.Ticks;
        for (var i = 0; i < timeouts && ticks < cap.Ticks; i++) ticks *= 2;
        return new TimeSpan(Math.Min(ticks, cap.Ticks));
    }

    /// <summary>
    /// Whether a refused proposal speaks against its leader. A clock that is ahead, or a table here that is full, does
    /// not.
    /// </summary>
    public static bool IsLeadersFault(Rejection refusal) =>
        refusal == Rejection.InvalidBlock || refusal == Rejection.UnknownClient || refusal == Rejection.InvalidRequest;

    private static bool IsQuorumOfClaims(Propose m, Justification justification, Configuration configuration)
    {
        var senders = MemberSet.Empty;
        foreach (var claim in justification.Claims)
        {
            var said = (NewLeader)claim.Statement;
            var place = configuration.PlaceOf(said.Sender);
            var isOfView = said.Configuration == m.Configuration && said.Instance == m.Instance
                && said.View == m.View && said.PreparedView < m.View;
            if (place < 0 || senders.Contains(place) || !isOfView) return false;
            senders = senders.With(place);
        }

        return configuration.Quorums.MinimalQuorum(senders) == senders;
    }

    /// <summary>
    /// Claims below the highest are not shown: a liar's cannot matter there, and its highest must be certified.
    /// </summary>
    private static bool IsHighestClaim(Propose m, Justification justification)
    {
        var highest = justification.HighestClaim;
        if (highest == default) return justification.Highest is null;
        var isCertified = justification.Highest is { } certificate && certificate.View == highest
            && certificate.Digest == m.Digest && certificate.Instance == m.Instance
            && certificate.Configuration == m.Configuration;
        foreach (var claim in justification.Claims)
        {
            var said = (NewLeader)claim.Statement;
            if (said.PreparedView == highest && said.Digest != m.Digest) return false;
        }

        return isCertified;
    }
}
