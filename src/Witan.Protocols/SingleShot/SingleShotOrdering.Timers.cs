using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// Timers. One that fires is only a reason to look: the deadline is computed then, so late or repeated ones do no harm.
/// While nothing waits none runs but the tick.
/// </summary>
internal sealed partial class SingleShotOrdering
{
    // A request may miss the block that is on its way, and relaying it takes a while: so many RequestTimeouts.
    private const int Patience = 2;

    private static readonly TimerId ViewTimer = new(Machine, "view", 0);
    private static readonly TimerId TickTimer = new(Machine, "tick", 0);

    private Instant? _viewDue;
    private Instant _viewEntered;
    private Instant _leaderSince;
    private Instant _begunAt;
    private Instant _excused;
    private Instant _lastDecided;
    private int _laggingBlocks;

    private bool IsHeartbeatDue =>
        _context.Options.Heartbeat > TimeSpan.Zero
        && _now.Monotonic - _lastDecided >= _context.Options.Heartbeat;

    private void OnTimer(TimerId timer, Outbox outbox)
    {
        if (timer == ViewTimer) OnViewTimer(outbox);
        else if (timer == TickTimer) OnTick(outbox);
        else _ = _synchronizer.OnTimer(_now, timer, outbox);
    }

    /// <summary>Gives the view up, unless this replica stood still: what moved meanwhile may be waiting to be
    /// read.</summary>
    private void OnViewTimer(Outbox outbox)
    {
        if (_viewDue is { } due && _now.Monotonic - due >= _context.Options.StatusInterval) _excused = _now.Monotonic;
        _viewDue = null;
        if (Deadline() is { } deadline && _now.Monotonic >= deadline) GiveUp(outbox);
    }

    private void ArmViewTimer(Outbox outbox)
    {
        if (_viewDue is not null || Deadline() is not { } deadline) return;
        var due = Latest(deadline, _now.Monotonic);
        _viewDue = due;
        outbox.SetTimer(ViewTimer, due - _now.Monotonic);
    }

    /// <summary>When the view is given up if nothing moves; null while there is nothing to wait for.</summary>
    private Instant? Deadline()
    {
        if (!_isBegun || !IsOpen || _synchronizer.WantsToLeave) return null;
        var options = _context.Options;
        var time = SingleShotRules.Backoff(options.ViewTimeout, _timeoutsInRow, options.MaxTimeout);
        var deadline = Latest(Latest(_begunAt, _viewEntered), _excused) + time;
        if (_context.Pending.OldestSince is not { } request) return deadline;
        // A leader that decides others' requests may still leave this one out.
        var patience = SingleShotRules.Backoff(options.RequestTimeout, _timeoutsInRow, options.MaxTimeout);
        var starved = Latest(Latest(request, _leaderSince), _excused) + new TimeSpan(patience.Ticks * Patience);
        return starved < deadline ? starved : deadline;
    }

    /// <summary>
    /// Every StatusInterval: a proposal that was ahead of the own clock is looked at again, and a heartbeat may be due.
    /// </summary>
    private void OnTick(Outbox outbox)
    {
        outbox.SetTimer(TickTimer, _context.Options.StatusInterval);
        _instance?.JudgeAgain(outbox);
        _instance?.Advance(outbox);
    }

    private static Instant Latest(Instant a, Instant b) => a > b ? a : b;
}
