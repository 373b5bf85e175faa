using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Protocols.Dbft;

/// <summary>
/// The timer of the chapter, T &lt;&lt; (v + 1) and longer with each sign of life. A timer that fires is only a reason
/// to look at the deadline, so late or repeated ones do no harm. While nothing waits none runs but the tick.
/// </summary>
internal sealed partial class DbftOrdering
{
    private static readonly TimerId ViewTimer = new(Machine, "view", 0);
    private static readonly TimerId TickTimer = new(Machine, "tick", 0);
    private static readonly TimerId IntervalTimer = new(Machine, "interval", 0);

    // By place: when anything of the height was heard, and when something new about a view.
    private readonly Instant?[] _heard;
    private readonly Instant?[] _news;

    private Instant? _deadline;
    private Instant? _armed;
    private bool _isForHeartbeat;
    private Instant _blockReceived;
    private int _timeouts;

    /// <summary>T: half of what a new view may take, since a backup waits 2T in view 0.</summary>
    private TimeSpan Unit => new(_context.Options.ViewTimeout.Ticks / 2);

    private bool IsHeartbeatDue =>
        _context.Options.Heartbeat > TimeSpan.Zero
        && _now.Monotonic - _blockReceived >= _context.Options.Heartbeat;

    /// <summary>A block is due at this height.</summary>
    private bool HasWork => IsFilling || IsHeartbeatDue || _context.Pending.Any;

    /// <summary>A block is due or on its way.</summary>
    private bool IsWaiting => _at.HasBegun || IsFilling || _context.Pending.Any;

    private TimeSpan Shifted(ulong shift) => DbftRules.Timeout(Unit, shift, _context.Options.MaxTimeout);

    /// <summary>Starts the clock of this view if something waits and it does not run.</summary>
    private void Wake(Outbox outbox)
    {
        if (!IsMember || _at.IsDecided || !IsWithinWindow) return;
        if (IsWaiting && (_deadline is null || _isForHeartbeat))
        {
            _isForHeartbeat = false;
            SetTimeout(Shifted(_at.View.Value + 1), outbox);
        }
        else if (_deadline is null && _context.Options.Heartbeat > TimeSpan.Zero)
        {
            var beat = _blockReceived + _context.Options.Heartbeat;
            var wait = beat > _now.Monotonic ? beat - _now.Monotonic : TimeSpan.Zero;
            SetTimeout(wait + Shifted(_at.View.Value + 1), outbox);
            _isForHeartbeat = true;
        }
    }

    private void SetTimeout(TimeSpan span, Outbox outbox)
    {
        _deadline = _now.Monotonic + span;
        _isForHeartbeat = false;
        if (_armed is { } armed && armed <= _deadline) return;
        _armed = _deadline;
        outbox.SetTimer(ViewTimer, span);
    }

    /// <summary>extendTimer.</summary>
    private void ExtendTimeout(int k)
    {
        if (_deadline is { } deadline && !_at.IsChanging && !_at.HasCommitted)
            _deadline = deadline + DbftRules.Extension(Unit, k, Quorums);
    }

    private void OnTimer(TimerId timer, Outbox outbox)
    {
        if (timer == ViewTimer) OnViewTimer(outbox);
        else if (timer == TickTimer) OnTick(outbox);
        else if (timer == IntervalTimer) TryRequest(outbox);
    }

    private void OnViewTimer(Outbox outbox)
    {
        var armed = _armed;
        _armed = null;
        if (_deadline is not { } deadline) return;
        if (_at.IsDecided || !IsWithinWindow || !(IsWaiting || _isForHeartbeat))
        {
            _deadline = null;
        }
        else if (_now.Monotonic < deadline)
        {
            var isForHeartbeat = _isForHeartbeat;
            SetTimeout(deadline - _now.Monotonic, outbox);
            _isForHeartbeat = isForHeartbeat;
        }
        else if (_now.Monotonic - armed >= _context.Options.StatusInterval)
        {
            // This validator stood still: what others said meanwhile is still to be read.
            SetTimeout(Shifted(_at.View.Value + 1), outbox);
        }
        else
        {
            OnTimeout(outbox);
        }
    }

    /// <summary>onTimer of the sheet.</summary>
    private void OnTimeout(Outbox outbox)
    {
        _timeouts++;
        if (_at.HasCommitted)
        {
            outbox.Send(Known(), Destination.All);
            SetTimeout(Shifted(1), outbox);
            return;
        }

        AnnouncePrimary(true, outbox);
        var isMissing = _at.Request is not null && !_at.IsReady && _at.HeldBack is null;
        RequestChangeView(isMissing ? ChangeViewReason.TxNotFound : ChangeViewReason.Timeout, outbox);
    }

    /// <summary>
    /// Every StatusInterval: a proposal that was ahead of the own clock is looked at again, a heartbeat may be due, and
    /// the primary of this height is announced if that was put off.
    /// </summary>
    private void OnTick(Outbox outbox)
    {
        outbox.SetTimer(TickTimer, _context.Options.StatusInterval);
        AnnouncePrimary(false, outbox);
        if (_at.HeldBack is not null && _at.Proposed is { } block && !_at.IsReady)
        {
            _at.HeldBack = null;
            Offer(block, outbox);
        }

        TryRequest(outbox);
    }

    /// <summary>Whether the primary may propose: T after the last block, in view 0.</summary>
    private bool IsIntervalOver(Outbox outbox)
    {
        if (_options.BlockInterval <= TimeSpan.Zero || _at.View > default(View)) return true;
        var passed = _now.Monotonic - _blockReceived;
        if (passed >= _options.BlockInterval) return true;
        outbox.SetTimer(IntervalTimer, _options.BlockInterval - passed);
        return false;
    }
}
