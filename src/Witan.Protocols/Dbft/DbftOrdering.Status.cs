using System.Text;
using Witan.Core.Ordering;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.Dbft;

/// <summary>What an operator sees, and whether the height is locked.</summary>
internal sealed partial class DbftOrdering
{
    /// <summary>Timeouts in one view before silence counts: the first may be a slow network.</summary>
    private const int TimeoutsBeforeLocked = 2;

    public OrderingStatus Status
    {
        get
        {
            var (mode, stall) = Locked() is { } reason ? ("Locked", reason)
                : _at.IsChanging ? ("ViewChange", $"asks for view {_at.OwnNewView} of height {_at.Height}")
                : ("Normal", string.Empty);
            return new OrderingStatus(_at.View, Primary, mode, stall, _low);
        }
    }

    /// <summary>
    /// L1 to L3: somebody committed, and with those that are heard, neither a quorum can commit in one view nor can a
    /// quorum ask for another. Null while one of both is possible, or before it was waited for.
    /// </summary>
    private string? Locked()
    {
        if (_at.IsDecided || _timeouts < TimeoutsBeforeLocked) return null;
        var silent = Silent();
        var committed = _at.Committed(ofAnyView: true);
        if (committed.Count == 0 || !DbftRules.CanNoChangeWin(Quorums, committed, silent)) return null;
        if (DbftRules.CanDecide(Quorums, Standing(silent))) return null;
        var text = new StringBuilder($"height {_at.Height}:");
        var isWaitingForSome = false;
        for (var place = 0; place < Current.N; place++)
        {
            isWaitingForSome |= silent.Contains(place) && !committed.Contains(place);
            var member = Current.Members[place].Id;
            if (_at.Commits.Of(place)?.Statement is Commit commit)
                text.Append($" {member} committed in view {commit.View},");
            else if (silent.Contains(place)) text.Append($" {member} is silent,");
            else if (_at.NewViewOf(place) > _at.ReachedBy(place))
                text.Append($" {member} asks for view {_at.NewViewOf(place)},");
            else text.Append($" {member} is in view {(place == Own ? _at.View : _at.ReachedBy(place))},");
        }

        text.Append(" so neither commits nor requests for a view can be a quorum");
        if (isWaitingForSome) text.Append(" before those who are silent are back");
        return text.ToString();
    }

    /// <summary>
    /// Who said nothing while this validator timed out twice, or nothing new from a view that it is behind in.
    /// </summary>
    private MemberSet Silent()
    {
        var silent = MemberSet.Empty;
        for (var place = 0; place < Current.N; place++)
        {
            if (place == Own) continue;
            var isBehind = _at.ReachedBy(place) < _at.View && _at.NewViewOf(place) <= _at.View;
            if (IsLongAgo(_heard[place]) || (isBehind && IsLongAgo(_news[place]))) silent = silent.With(place);
        }

        return silent;
    }

    private bool IsLongAgo(Instant? moment)
    {
        var patience = Shifted(_at.View.Value + 2);
        return moment is not { } at || _now.Monotonic - at > patience + patience;
    }

    /// <summary>Where each validator stands, as far as it is known here.</summary>
    private Standing[] Standing(MemberSet silent)
    {
        var standing = new Standing[Current.N];
        for (var place = 0; place < standing.Length; place++)
        {
            var committed = (_at.Commits.Of(place)?.Statement as Commit)?.View;
            var hasLeft = !CanNoChangeWin && _at.NewViewOf(place) > _at.View;
            var reached = place == Own ? _at.View : _at.ReachedBy(place);
            standing[place] = new Standing(committed, reached, silent.Contains(place) || hasLeft);
        }

        return standing;
    }
}
