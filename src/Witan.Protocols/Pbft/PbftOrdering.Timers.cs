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
    private Instant _viewEntered;
    private Instant _lastDecided;

    // When a decision last came by certificate, or peers were last known to be far ahead: a replica that is catching up has
    // no ground to suspect the leader.
    private Instant _lastLearnt;

    private readonly SortedList<ReplicaId, Height> _peerCheckpoints = [];

    private int _laggingBlocks;

    private static TimerId ViewChangeTimer(View target) => new(Machine, "view-change", target.Value);

    private void OnTimer(TimerId timer, Outbox outbox)
    {
        if (timer == RequestTimer) OnRequestTimer(outbox);
        else if (timer == HeartbeatTimer) OnHeartbeatTimer(outbox);
        else if (timer == StatusTimer) OnStatusTimer(outbox);
        else if (_target is { } target && timer == ViewChangeTimer(target) && _timedTarget == target)
            StartViewChange(target.Next, outbox);
    }

    /// <summary>Bound to the oldest request of the longest-waiting session, not to any request (H6).</summary>
    private void OnRequestTimer(Outbox outbox)
    {
        _requestArmed = false;
        if (RequestDeadline() is not { } deadline) return;
        if (_now.Monotonic < deadline) ArmRequestTimer(outbox);
        else StartViewChange(_view.Next, outbox);
    }

    private void ArmRequestTimer(Outbox outbox)
    {
        if (_requestArmed || RequestDeadline() is not { } deadline) return;
        _requestArmed = true;
        var wait = deadline - _now.Monotonic;
        outbox.SetTimer(RequestTimer, wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
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
        if (!IsNormal || WaitingSince() is not { } since) return null;
        var timeout = PbftRules.Backoff(_context.Options.RequestTimeout, _attempts, _context.Options.MaxTimeout);
        return Latest(Latest(since, _viewEntered), _lastLearnt) + timeout;
    }

    /// <summary>An overdue heartbeat waits like a request, and so does the next block up to a change of configuration.</summary>
    private Instant? WaitingSince()
    {
        var oldest = _context.Pending.OldestSince;
        if (!IsFilling && _context.Options.Heartbeat <= TimeSpan.Zero) return oldest;
        var block = IsFilling ? _lastDecided : _lastDecided + _context.Options.Heartbeat;
        return oldest is { } request && request < block ? request : block;
    }

    /// <summary>
    /// A weak quorum has checkpoints that this replica has not executed: one of them is correct, so the cluster moves without
    /// it. A restarted replica that suspected the leader meanwhile would stand in a view change alone.
    /// </summary>
    private void OnPeerProgress(Internal.PeerProgress progress)
    {
        if (Current.PlaceOf(progress.Peer) < 0) return;
        // A peer heard for the first time in this life: the cluster is still coming up, and silence so far proves nothing.
        if (!_peerCheckpoints.ContainsKey(progress.Peer)) _lastLearnt = _now.Monotonic;
        _peerCheckpoints[progress.Peer] = progress.Stable;
        var claims = new ulong?[Current.N];
        foreach (var (peer, stable) in _peerCheckpoints)
        {
            if (Current.PlaceOf(peer) is >= 0 and var place) claims[place] = stable.Value;
        }

        if (Current.Quorums.HighestOfWeakQuorum(claims) > _context.Executed.Executed.Value) _lastLearnt = _now.Monotonic;
    }

    private void OnHeartbeatTimer(Outbox outbox)
    {
        var due = _lastDecided + _context.Options.Heartbeat;
        if (_now.Monotonic >= due) ProposeHeartbeat(outbox);
        var wait = due - _now.Monotonic;
        outbox.SetTimer(HeartbeatTimer, wait > TimeSpan.Zero ? wait : _context.Options.Heartbeat);
    }

    /// <summary>
    /// A leader whose block time stays behind holds back leases and sessions: suspicion, never refusal (RULES 3).
    /// </summary>
    /// <returns>Whether the leader was suspected.</returns>
    private bool WatchTime(PrePrepare m, Outbox outbox)
    {
        if (m.Block is not { } block || m.Height <= _newViewTop || m.Sender == _context.Self) return false;
        var ahead = (long)Current.Parameters.MaxAheadMicroseconds;
        _laggingBlocks = block.Time.Microseconds < _now.Wall.Microseconds - ahead ? _laggingBlocks + 1 : 0;
        if (_laggingBlocks < _context.Options.LaggingBlocks) return false;
        StartViewChange(_view.Next, outbox);
        return true;
    }

    private static Instant Latest(Instant a, Instant b) => a > b ? a : b;
}
