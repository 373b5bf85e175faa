using System.Text;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.Dbft;

/// <summary>What an operator sees, and whether the height is locked.</summary>
internal sealed partial class DbftOrdering
{
    /// <summary>Timeouts in one view before silence counts: the first may be a slow network.</summary>
    private const int TimeoutsBeforeLocked = 2;

    /// <summary>Timeouts in one view before who took no part in it is taken not to: twice as many.</summary>
    private const int TimeoutsBeforeIdle = 4;

    public OrderingStatus Status
    {
        get
        {
            var (mode, stall) = (Locked() ?? Spoiled()) is { } reason ? ("Locked", reason)
                : _at.IsChanging ? ("ViewChange", $"asks for view {_at.OwnNewView} of height {_at.Height}")
                : ("Normal", string.Empty);
            return new OrderingStatus(_at.View, Primary, mode, stall, _low);
        }
    }

    /// <summary>
    /// L1 to L4, L8: somebody committed, and with those that are heard, neither a quorum can commit in one view nor can
    /// a quorum ask for another. Null while one of both is possible, or before it was waited for.
    /// </summary>
    private string? Locked()
    {
        if (_at.IsDecided || _timeouts < TimeoutsBeforeLocked) return null;
        var silent = Silent();
        var committed = _at.Committed(ofAnyView: true);
        if (committed.Count == 0 || !DbftRules.CanNoChangeWin(Quorums, committed, silent)) return null;
        var idle = Idle();
        var isBarred = !CanPrepare(idle);
        if (DbftRules.CanDecide(Quorums, Standing(silent, idle), isBarred ? _at.View : null)) return null;
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
            else if (idle.Contains(place) && _at.Preparations.Of(place) is null)
                text.Append($" {member} prepares nothing,");
            else text.Append($" {member} is in view {(place == Own ? _at.View : _at.ReachedBy(place))},");
        }

        if (isBarred) text.Append($" no block of view {_at.View} can get a quorum of preparations,");
        text.Append(" so neither commits nor requests for a view can be a quorum");
        if (isWaitingForSome) text.Append(" before those who are silent are back");
        return text.ToString();
    }

    /// <summary>
    /// Commits stand in lower views, so every view since then needs all the others, and each of them has led one in
    /// vain: a liar among them keeps back what it was to send. Null before that.
    /// </summary>
    private string? Spoiled()
    {
        var committed = _at.AllCommits.Select(signed => (Commit)signed.Statement)
            .Where(commit => commit.View < _at.View).ToList();
        // A commit of this view shows that it gets its preparations.
        if (_at.IsDecided || committed.Count == 0 || committed.Count < _at.AllCommits.Count) return null;
        var since = _at.View.Value - committed.Max(commit => commit.View.Value);
        var others = committed.Aggregate(
            MemberSet.All(Current.N), (set, commit) => set.Without(Current.PlaceOf(commit.Sender)));
        var needsAll = Enumerable.Range(0, Current.N)
            .All(place => !others.Contains(place) || !Quorums.IsQuorum(others.Without(place)));
        if (since < (ulong)Current.N || !needsAll) return null;
        return $"height {_at.Height}: "
            + string.Join(", ", committed.Select(commit => $"{commit.Sender} committed in view {commit.View}"))
            + $", so each view needs all the others, and {since} views went by";
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

    /// <summary>
    /// Who speaks and takes no part in this view: it prepared nothing, or asks for another view still although no
    /// change can win. It hears nobody, or lies.
    /// </summary>
    private MemberSet Idle()
    {
        var idle = MemberSet.Empty;
        for (var place = 0; place < Current.N; place++)
        {
            var takesPart = _at.Preparations.Of(place) is not null && _at.NewViewOf(place) <= _at.View;
            // Who lies may ask for higher and higher views, which is always news.
            var hadTime = _timeouts >= TimeoutsBeforeIdle || IsLongAgo(_news[place]);
            if (place != Own && !takesPart && hadTime) idle = idle.With(place);
        }

        return idle;
    }

    /// <summary>
    /// Whether some block of this view still gets a quorum of preparations: of those that are known here, and of those
    /// who may yet send the first. A primary that told others something else leaves none (L8).
    /// </summary>
    private bool CanPrepare(MemberSet idle)
    {
        if (_at.HasCommitted) return true;
        var places = Enumerable.Range(0, Current.N).ToList();
        var prepared = places.Select(_at.Preparations.Of).OfType<SignedStatement>().ToList();
        // A primary may have proposed to others whatever they prepared.
        var open = places.Where(place => _at.Preparations.Of(place)?.Statement is { } said
            ? said.Sender == Primary
            : !idle.Contains(place) && (_at.Commits.Of(place) is null || HasCommittedHere(place))).ToList();
        return prepared.Select(said => _at.Preparations.VotersFor(((HeightStatement)said.Statement).Subject))
            .Append(MemberSet.Empty)
            .Any(voters => Quorums.IsQuorum(open.Aggregate(voters, (set, place) => set.With(place))));
    }

    private bool HasCommittedHere(int place) => (_at.Commits.Of(place)?.Statement as Commit)?.View == _at.View;

    private bool IsLongAgo(Instant? moment)
    {
        var patience = Shifted(_at.View.Value + 2);
        return moment is not { } at || _now.Monotonic - at > patience + patience;
    }

    /// <summary>Where each validator stands, as far as it is known here.</summary>
    private Standing[] Standing(MemberSet silent, MemberSet idle)
    {
        var standing = new Standing[Current.N];
        for (var place = 0; place < standing.Length; place++)
        {
            var committed = (_at.Commits.Of(place)?.Statement as Commit)?.View;
            var hasLeft = !CanNoChangeWin && _at.NewViewOf(place) > _at.View;
            var reached = place == Own ? _at.View : _at.ReachedBy(place);
            standing[place] = new Standing(
                committed, reached, hasLeft || silent.Contains(place) || idle.Contains(place));
        }

        return standing;
    }
}
