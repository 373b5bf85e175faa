using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Protocols.HotStuff;

/// <summary>
/// Timers. One that fires is only a reason to look: the deadline is computed then, so late or repeated ones do no harm.
/// While nothing waits none runs but the tick.
/// </summary>
internal sealed partial class HotStuffOrdering
{
    private static readonly TimerId ViewTimer = new(Machine, "view", 0);
    private static readonly TimerId TickTimer = new(Machine, "tick", 0);
    private static readonly TimerId FetchTimer = new(Machine, "fetch", 0);

    private readonly SortedDictionary<ReplicaId, Instant> _helped = [];

    private Instant? _viewDue;
    private Instant _viewEntered;
    private Instant _leaderSince;
    private Instant _excused;
    private Instant _lastDecided;
    private Instant? _timeoutSeen;

    // Since when something waits to be decided; null while nothing does. A view may be entered long before: an idle
    // leader waits in it for a request.
    private Instant? _uncommittedSince;
    private int _laggingBlocks;

    private bool IsHeartbeatDue =>
        _context.Options.Heartbeat > TimeSpan.Zero && !HasUncommitted
        && _now.Monotonic - _lastDecided >= _context.Options.Heartbeat;

    private void OnTimer(TimerId timer, Outbox outbox)
    {
        if (timer == ViewTimer) OnViewTimer(outbox);
        else if (timer == TickTimer) OnTick(outbox);
        else if (timer == FetchTimer) OnFetchTimer(outbox);
    }

    /// <summary>Local timeout, unless this replica stood still: what moved meanwhile may be waiting to be
    /// read.</summary>
    private void OnViewTimer(Outbox outbox)
    {
        if (_viewDue is { } due && _now.Monotonic - due >= _context.Options.StatusInterval) _excused = _now.Monotonic;
        _viewDue = null;
        NoteUncommitted();
        if (Deadline() is not { } deadline) return;
        if (_now.Monotonic < deadline) ArmViewTimer(outbox);
        else GiveUp(Latest(HotStuffRules.TenureEnd(_view, _rotation.Tenure), _lastTimeout), outbox);
    }

    private void ArmViewTimer(Outbox outbox)
    {
        NoteUncommitted();
        if (_viewDue is not null || Deadline() is not { } deadline) return;
        var due = Latest(deadline, _now.Monotonic);
        _viewDue = due;
        outbox.SetTimer(ViewTimer, due - _now.Monotonic);
    }

    private void NoteUncommitted() =>
        _uncommittedSince = HasUncommitted ? _uncommittedSince ?? _now.Monotonic : null;

    /// <summary>When the leader is given up if nothing moves; null while there is nothing to wait for.</summary>
    private Instant? Deadline()
    {
        if (HasGivenUp) return null;
        var options = _context.Options;
        var oldest = _context.Pending.OldestSince;
        if (WaitingSince(oldest) is not { } since) return null;
        var view = HotStuffRules.Backoff(options.ViewTimeout, _timeoutsInRow, options.MaxTimeout);
        var deadline = Latest(Latest(since, _viewEntered), _excused) + view;
        if (oldest is not { } request) return deadline;
        // A leader that decides others' requests may still leave this one out; a decision takes several views.
        var patience = HotStuffRules.Backoff(options.RequestTimeout, _timeoutsInRow, options.MaxTimeout);
        var starved = Latest(Latest(request, _leaderSince), _excused)
            + new TimeSpan(patience.Ticks * (HotStuffRules.ChainLength(_mode) + 1));
        return starved < deadline ? starved : deadline;
    }

    /// <summary>A request, a block without decision, a change of configuration, an overdue heartbeat, or somebody who
    /// gave up: others may wait for what is not known here.</summary>
    private Instant? WaitingSince(Instant? oldest)
    {
        if (IsFilling) return _viewEntered;
        // A late proposal does not give a leader back the time that a request has waited.
        if (HasUncommitted) return oldest < _uncommittedSince ? oldest : _uncommittedSince;
        var since = oldest;
        if (_timeoutSeen is { } seen)
        {
            if (!_timeouts.AnyFrom(_view, Current.PlaceOf(_context.Self))) _timeoutSeen = null;
            else if (since is null || seen < since) since = seen;
        }

        if (_context.Options.Heartbeat <= TimeSpan.Zero) return since;
        var beat = _lastDecided + _context.Options.Heartbeat;
        return since is { } earlier && earlier < beat ? earlier : beat;
    }

    /// <summary>
    /// Every StatusInterval: a TIMEOUT that is still of use goes out again, a proposal that was ahead of the own clock
    /// is looked at again, and a heartbeat may be due.
    /// </summary>
    private void OnTick(Outbox outbox)
    {
        outbox.SetTimer(TickTimer, _context.Options.StatusInterval);
        if (HasGivenUp && _now.Monotonic - _timeoutSent >= _context.Options.ViewTimeout) GiveUp(_lastTimeout, outbox);
        if (_proposed is { } node) OfferFresh(node, _proposal!.Statement.Sender, outbox);
        Advance(outbox);
    }

    /// <summary>
    /// A leader whose block time stays behind holds back leases and sessions: suspicion, never refusal (RULES 3).
    /// </summary>
    /// <returns>Whether the leader was given up.</returns>
    private bool WatchTime(TreeNode node, Outbox outbox)
    {
        if (node.Node.Block is not { } block || _proposal!.Statement.Sender == _context.Self) return false;
        if (_now.Monotonic - _excused < _context.Options.MaxTimeout) return false;
        var ahead = (long)Current.Parameters.MaxAheadMicroseconds;
        _laggingBlocks = block.Time.Microseconds < _now.Wall.Microseconds - ahead ? _laggingBlocks + 1 : 0;
        if (_laggingBlocks < _context.Options.LaggingBlocks) return false;
        _laggingBlocks = 0;
        GiveUp(Latest(HotStuffRules.TenureEnd(_view, _rotation.Tenure), _lastTimeout), outbox);
        return true;
    }

    private static Instant Latest(Instant a, Instant b) => a > b ? a : b;

    private static View Latest(View a, View b) => a > b ? a : b;
}
