using Witan.Core.Contract;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Protocols.Pbft;

/// <summary>
/// Timers (OSDI'99 4.5.2). A timer that fires is only a reason to look: the deadline is computed then, so late or
/// repeated ones do no harm.
/// </summary>
internal sealed partial class PbftOrdering
{
    private static readonly TimerId RequestTimer = new(Machine, "request", 0);
    private static readonly TimerId HeartbeatTimer = new(Machine, "heartbeat", 0);
    private static readonly TimerId StatusTimer = new(Machine, "status", 0);

    private bool _requestArmed;
    private Instant _requestDue;
    private Instant _viewChangeDue;
    private Instant _statusDue;
    private Instant _viewEntered;
    private Instant _lastDecided;

    private readonly PeerHeights _peers;

    private int _laggingBlocks;

    private static TimerId ViewChangeTimer(View target) => new(Machine, "view-change", target.Value);

    private void OnTimer(TimerId timer, Outbox outbox)
    {
        if (timer == RequestTimer) OnRequestTimer(outbox);
        else if (timer == HeartbeatTimer) OnHeartbeatTimer(outbox);
        else if (timer == StatusTimer) OnStatusTimer(outbox);
        else if (_target is { } target && timer == ViewChangeTimer(target) && _timedTarget == target)
            OnViewChangeTimer(target, outbox);
    }

    /// <summary>No valid NEW-VIEW in time, unless this replica stood still: then it may be waiting to be read.</summary>
    private void OnViewChangeTimer(View target, Outbox outbox)
    {
        if (StoodStill(_viewChangeDue)) ArmViewChangeTimer(target, outbox);
        else StartViewChange(target.Next, outbox);
    }

    private void ArmViewChangeTimer(View target, Outbox outbox)
    {
        var timeout = PbftRules.Backoff(
            _context.Options.ViewTimeout, Math.Max(0, _attempts - 1), _context.Options.MaxTimeout);
        _viewChangeDue = _now.Monotonic + timeout;
        outbox.SetTimer(ViewChangeTimer(target), timeout);
    }

    /// <summary>
    /// A timer that fires late shows that this replica was stopped or busy. What others said meanwhile is still to be read, so
    /// their silence proves nothing.
    /// </summary>
    private bool StoodStill(Instant due)
    {
        if (_now.Monotonic - due < _context.Options.StatusInterval) return false;
        _peers.Excuse(_now.Monotonic);
        return true;
    }

    /// <summary>Bound to the oldest request of the longest-waiting session, not to any request (H6).</summary>
    private void OnRequestTimer(Outbox outbox)
    {
        _requestArmed = false;
        _ = StoodStill(_requestDue);
        _peers.Look(_context.Executed.Executed, _now.Monotonic);
        if (RequestDeadline() is not { } deadline) return;
        if (_now.Monotonic < deadline) ArmRequestTimer(outbox);
        else StartViewChange(_view.Next, outbox);
    }

    private void ArmRequestTimer(Outbox outbox)
    {
        if (_requestArmed || RequestDeadline() is not { } deadline) return;
        _requestArmed = true;
        _requestDue = Latest(deadline, _now.Monotonic);
        outbox.SetTimer(RequestTimer, _requestDue - _now.Monotonic);
    }

    /// <summary>A new view has its own deadline.</summary>
    private void RearmRequestTimer(Outbox outbox)
    {
        _requestArmed = false;
        ArmRequestTimer(outbox);
    }

    /// <summary>When the leader is suspected if nothing moves; null while there is nothing to wait for.</summary>
    private Instant? RequestDeadline()
    {
        if (!IsNormal || !_peers.HasHeardQuorum || WaitingSince() is not { } since) return null;
        var timeout = PbftRules.Backoff(_context.Options.RequestTimeout, _attempts, _context.Options.MaxTimeout);
        var deadline = Latest(Latest(since, _viewEntered), _peers.LastExcuse) + timeout;
        return _peers.Due is { } due ? Latest(deadline, due) : deadline;
    }

    /// <summary>An overdue heartbeat waits like a request, and so does the next block up to a change of configuration.</summary>
    private Instant? WaitingSince()
    {
        var oldest = _context.Pending.OldestSince;
        if (!IsFilling && _context.Options.Heartbeat <= TimeSpan.Zero) return oldest;
        var block = IsFilling ? _lastDecided : _lastDecided + _context.Options.Heartbeat;
        return oldest is { } request && request < block ? request : block;
    }

    private void OnPeerProgress(Internal.PeerProgress progress, Outbox outbox)
    {
        OnHeard(progress.Peer, outbox);
        _peers.Claim(progress.Peer, progress.Executed, _context.Executed.Executed, _now.Monotonic);
    }

    private void OnHeard(ReplicaId? peer, Outbox outbox)
    {
        if (peer is { } heard && _peers.Hear(heard, _now.Monotonic)) ArmRequestTimer(outbox);
    }

    private void OnHeartbeatTimer(Outbox outbox)
    {
        var due = _lastDecided + _context.Options.Heartbeat;
        if (_now.Monotonic >= due) ProposeHeartbeat(outbox);
        var wait = due - _now.Monotonic;
        outbox.SetTimer(HeartbeatTimer, wait > TimeSpan.Zero ? wait : _context.Options.Heartbeat);
    }

    /// <summary>
    /// A leader whose block time stays behind holds back leases and sessions: suspicion, never refusal (RULES 3). While this
    /// replica catches up, blocks are old for another reason.
    /// </summary>
    /// <returns>Whether the leader was suspected.</returns>
    private bool WatchTime(PrePrepare m, Outbox outbox)
    {
        if (m.Block is not { } block || m.Height <= _newViewTop || m.Sender == _context.Self) return false;
        var ahead = (long)Current.Parameters.MaxAheadMicroseconds;
        if (_now.Monotonic - _peers.LastExcuse < _context.Options.MaxTimeout)
        {
            _laggingBlocks = 0;
            return false;
        }

        _laggingBlocks = block.Time.Microseconds < _now.Wall.Microseconds - ahead ? _laggingBlocks + 1 : 0;
        if (_laggingBlocks < _context.Options.LaggingBlocks) return false;
        StartViewChange(_view.Next, outbox);
        return true;
    }

    private static Instant Latest(Instant a, Instant b) => a > b ? a : b;
}
