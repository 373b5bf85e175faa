using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.Dbft;

/// <summary>dBFT's rules (the NEO dBFT chapter; docs/protocols/dbft.md). Pure.</summary>
public static class DbftRules
{
    /// <summary>The primary of a view: NEO's speaker.</summary>
    public static ReplicaId Primary(Configuration configuration, Height height, View view, PrimaryRule rule)
    {
        var n = (ulong)configuration.N;
        var place = rule == PrimaryRule.Plus
            ? ((height.Value % n) + (view.Value % n)) % n
            : ((height.Value % n) + n - (view.Value % n)) % n;
        return configuration.Members[(int)place].Id;
    }

    /// <summary>
    /// "More than F committed or lost": those who are left are no quorum, so no change of view can win. For n = 3f + 1
    /// the same as more than f; for other n it is what the rule is for.
    /// </summary>
    /// <param name="quorums">Of the configuration.</param>
    /// <param name="committed">Committed in a view that counts; they ask for no change.</param>
    /// <param name="lost">Taken for crashed; empty where that is not counted.</param>
    public static bool CanNoChangeWin(QuorumSystem quorums, MemberSet committed, MemberSet lost)
    {
        var left = MemberSet.Empty;
        for (var place = 0; place < quorums.N; place++)
        {
            if (!committed.Contains(place) && !lost.Contains(place)) left = left.With(place);
        }

        return !quorums.IsQuorum(left);
    }

    /// <summary>
    /// Whether a validator that was heard last at a height counts as lost at another one (CountFailed).
    /// </summary>
    /// <param name="lastSeen">Null: never.</param>
    /// <param name="height">The height that is being made.</param>
    public static bool IsLost(Height? lastSeen, Height height) => lastSeen is not { } seen || seen.Next < height;

    /// <summary>
    /// Who answers a RecoveryRequest without having committed: the F + 1 validators behind the one that asks.
    /// </summary>
    public static bool Answers(QuorumSystem quorums, int asking, int place)
    {
        var behind = (place - asking + quorums.N) % quorums.N;
        return behind >= 1 && behind <= quorums.F + 1;
    }

    /// <summary>
    /// Whether a quorum may still commit in one view: those frozen there together with those who are free, present and
    /// not past it.
    /// </summary>
    /// <param name="quorums">Of the configuration.</param>
    /// <param name="standing">One per place.</param>
    /// <param name="barred">A view in which no block can get a quorum of preparations; null if none is known.</param>
    public static bool CanDecide(QuorumSystem quorums, IReadOnlyList<Standing> standing, View? barred = null)
    {
        if (CanDecideIn(null)) return true;
        foreach (var one in standing)
        {
            if (one.CommittedIn is { } view && view != barred && CanDecideIn(view)) return true;
        }

        return false;

        bool CanDecideIn(View? view)
        {
            var able = MemberSet.Empty;
            for (var place = 0; place < standing.Count; place++)
            {
                var (committed, reached, isAway) = standing[place];
                var isFree = committed is null && !isAway && (view is null || reached <= view);
                if (isFree || (committed is not null && committed == view)) able = able.With(place);
            }

            return quorums.IsQuorum(able);
        }
    }

    /// <summary>T &lt;&lt; shift, at most the cap: shifted further it would wrap.</summary>
    public static TimeSpan Timeout(TimeSpan unit, ulong shift, TimeSpan cap)
    {
        var ticks = unit.Ticks;
        for (ulong i = 0; i < shift && ticks < cap.Ticks; i++) ticks *= 2;
        return new TimeSpan(Math.Min(ticks, cap.Ticks));
    }

    /// <summary>extendTimer: k * T / M more for a sign of life, M a quorum.</summary>
    public static TimeSpan Extension(TimeSpan unit, int k, QuorumSystem quorums) =>
        new(unit.Ticks * k / quorums.SmallestQuorum);

    /// <summary>
    /// Why a refused proposal makes its judge ask for another view; null where it may still be good: a clock that is
    /// ahead, or a table here that is full.
    /// </summary>
    public static ChangeViewReason? ReasonOf(Rejection refusal)
    {
        if (refusal == Rejection.UnknownClient) return ChangeViewReason.TxRejectedByPolicy;
        if (refusal == Rejection.InvalidRequest) return ChangeViewReason.TxInvalid;
        return refusal == Rejection.InvalidBlock ? ChangeViewReason.BlockRejectedByPolicy : null;
    }
}
