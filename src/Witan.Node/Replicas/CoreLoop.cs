using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Storage.Release;

namespace Witan.Node;

/// <summary>
/// Steps the replica: takes inputs, holds effects back until they are durable, asks the guard before anything is
/// signed, and hands out the rest. Nothing here waits for the disk or the network. It has a thread of its own; while
/// that one sleeps and little is to be done, whoever brings something takes the turn itself (<see cref="TryServe"/>):
/// waking a thread costs more than most steps. One at a time, by the lock.
/// </summary>
internal sealed class CoreLoop(CoreParts parts, Action<Exception> failed)
{
    // Records that nothing waits for may wait for a promise, to share its flush: under load one follows before this.
    private static readonly TimeSpan StoreDelay = TimeSpan.FromMilliseconds(10);

    // How often the own thread looks while there is work. Whoever takes a turn looks for what is due as well; to wake
    // that thread for each new time that is before its next look would cost more than its looks.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    // What is due so little before that thread wakes is not worth a ring.
    private static readonly TimeSpan LateAtMost = TimeSpan.FromMilliseconds(1);

    // The view for people and health checks.
    private static readonly TimeSpan ViewInterval = TimeSpan.FromMilliseconds(100);

    // How soon who was in debt is looked at again.
    private static readonly TimeSpan DebtInterval = TimeSpan.FromMilliseconds(5);

    // Of the five seconds of an orderly stop: what the disk may take to write the rest.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(3);

    // Beyond this many effects not yet handed to connections nothing is taken from outside.
    private const int MaxEgress = 16 * 1024;

    // What a thread that brings something may find waiting, and how many turns it takes at most before it wakes the
    // core's own thread and goes back to its work.
    private const int ServedAtMost = 4;
    private const int ServedTurns = 4;

    private readonly Lock _turns = new();
    private readonly ReleaseGate _gate = new();
    private readonly TimerQueue _timers = new();
    private readonly Outbox _outbox = new();
    private readonly List<CoreEvent> _events = [];
    private volatile bool _abandoned;
    private volatile bool _asleep;
    private volatile bool _running;
    private Instant _wakes;
    private Instant? _pendingSince;
    private Instant _viewedAt;
    private Instant _workedAt;
    private volatile ReplicaView _view = ViewOf(parts);

    public ReplicaView View => _view;

    public long BytesNotDurable => _gate.BytesNotDurable;

    /// <summary>Something failed: nothing more is written.</summary>
    public void Abandon() => _abandoned = true;

    /// <summary>Runs until the inbox is closed; then what is left is made durable. Nothing is sent any more.</summary>
    public void Run()
    {
        try
        {
            lock (_turns) Start();
            while (TakeTurn())
            {
            }

            Drain();
        }
        catch (Exception failure)
        {
            failed(failure);
        }
        finally
        {
            _view = ViewOf(parts);
        }
    }

    /// <summary>
    /// For a thread that has just put something into the inbox: goes on as the core, if the core's thread sleeps.
    /// </summary>
    /// <returns>
    /// False if that thread must be woken. True also if somebody else has the lock: whoever leaves it looks at the
    /// inbox once more, so nothing is left lying.
    /// </returns>
    public bool TryServe()
    {
        if (!_running) return false;
        if (_turns.IsHeldByCurrentThread) return true;
        // Costly requests are for the core's own thread: whoever brings something may be reading for everybody.
        if (!_asleep || parts.Inbox.Waiting > ServedAtMost || parts.Inbox.HasCostly) return false;
        if (!_turns.TryEnter()) return true;
        var isDueBefore = false;
        try
        {
            for (var i = 0; i < ServedTurns && _running && parts.Inbox.Waiting > 0; i++)
            {
                // Closed: the core's thread ends it.
                if (!parts.Inbox.Take(_events, IsCongested, Now)) break;
                Turn();
            }

            isDueBefore = parts.Clock.Monotonic + Wait() + LateAtMost < _wakes;
        }
        catch (Exception failure)
        {
            failed(failure);
        }
        finally
        {
            _turns.Exit();
        }

        if (isDueBefore || parts.Inbox.Waiting > 0) parts.Inbox.Ring();
        return true;
    }

    private void Start()
    {
        parts.Replica.Start(parts.Clock.Now, _outbox);
        Carry();
        WriteOut();
        parts.Egress.Release();
        parts.Inbox.Serve = TryServe;
        _running = true;
    }

    /// <summary>Waits and takes a turn on the own thread. False once closed.</summary>
    private bool TakeTurn()
    {
        TimeSpan wait;
        bool congested;
        lock (_turns)
        {
            wait = Wait();
            congested = IsCongested;
            _wakes = parts.Clock.Monotonic + wait;
            _asleep = true;
        }

        parts.Inbox.Wait(wait, congested, Now);
        lock (_turns)
        {
            _asleep = false;
            if (!parts.Inbox.Take(_events, IsCongested, Now) || !_running) return _running = false;
            Turn();
            return true;
        }
    }

    private Instant Now() => parts.Clock.Monotonic;

    private void Drain()
    {
        var end = parts.Clock.Monotonic + DrainTime;
        while (_gate.BytesNotDurable > 0 && !_abandoned && parts.Clock.Monotonic < end)
        {
            foreach (var item in _events)
                if (item.Batch is { } batch) _gate.Completed(batch);
            _events.Clear();
            while (_gate.TryDequeueReleased(out _))
            {
            }

            if (_gate.TryTakeBatch(out var next)) parts.Journal.Post(new JournalWork(next, default));
            if (_gate.BytesNotDurable > 0) parts.Inbox.TakeInside(_events, TimeSpan.FromMilliseconds(10));
        }
    }

    private bool IsCongested => _gate.IsCongested || parts.Egress.Waiting > MaxEgress;

    private void Turn()
    {
        try
        {
            HandleEvents();
        }
        catch
        {
            // Still under the lock: nobody steps a replica whose invariant is broken.
            _running = false;
            throw;
        }
    }

    private void HandleEvents()
    {
        if (_events.Count > 0) _workedAt = parts.Clock.Monotonic;
        foreach (var item in _events)
        {
            if (item.Batch is { } batch) OnDurable(batch);
            else if (item.IsCostly) StepCostly(item.Input!, item.From!);
            else Step(item.Input!);
            item.From?.Credit.Leave(item.Bytes);
        }

        _events.Clear();
        while (_timers.TryTake(parts.Clock.Monotonic, out var timer)) Step(new Input.TimerFired(timer));
        WriteOut();
        parts.Egress.Release();
        Publish();
    }

    private void Step(Input input)
    {
        // Here and not where votes are verified: in one order with what the core settles.
        if (input is Input.Received received && parts.Verifier.Contradicted(received.Message) is { } earlier)
            StepReplica(received with { Message = earlier });
        StepReplica(input);
    }

    private void StepReplica(Input input)
    {
        parts.Replica.Step(parts.Clock.Now, input, _outbox);
        Carry();
    }

    private void StepCostly(Input input, Inbound from)
    {
        if (from.IsClosed) return;
        var start = parts.Clock.Monotonic;
        Step(input);
        from.Account.Charge(parts.Clock.Monotonic - start);
    }

    private void Carry()
    {
        _gate.Enqueue(_outbox.Effects);
        _outbox.Clear();
        Release();
    }

    private void OnDurable(Storage.Journals.JournalBatch batch)
    {
        var inputs = _gate.Completed(batch);
        Release();
        foreach (var input in inputs) Step(input);
    }

    private void Release()
    {
        while (_gate.TryDequeueReleased(out var effect)) Perform(effect);
    }

    private void Perform(Effect effect)
    {
        switch (effect)
        {
            case Effect.Sign sign:
                Invariant.Require(
                    parts.Replica.Guard.Admit(sign.Statement), "G3 the safety guard admits own statements");
                parts.Egress.Post(sign);
                break;
            case Effect.Send or Effect.SendEarly:
                parts.Egress.Post(effect);
                break;
            case Effect.SetTimer set:
                _timers.Set(set.Timer, parts.Clock.Monotonic + set.After);
                break;
            case Effect.CancelTimer cancel:
                _timers.Cancel(cancel.Timer);
                break;
            case Effect.TakeSnapshot take:
                parts.Snapshots.Begin(take.Snapshot);
                break;
            case Effect.Truncate truncate:
                parts.Journal.Post(new JournalWork(null, truncate.Below));
                break;
            case Effect.Settle settle:
                parts.Settled.Settle(settle.Said, settle.Dissenters);
                break;
            case Effect.Note note:
                Note(note.Trace);
                break;
            default:
                Invariant.Broken("H3 every effect has a place in the host");
                break;
        }
    }

    private void WriteOut()
    {
        if (!_gate.HasPending)
        {
            _pendingSince = null;
            return;
        }

        _pendingSince ??= parts.Clock.Monotonic;
        var isDue = _gate.HasPendingPromise || parts.Clock.Monotonic - _pendingSince.Value >= StoreDelay;
        if (!isDue || !_gate.TryTakeBatch(out var batch)) return;
        _pendingSince = null;
        parts.Journal.Post(new JournalWork(batch, default));
    }

    private TimeSpan Wait()
    {
        var now = parts.Clock.Monotonic;
        var wait = ViewInterval;
        if (_timers.Next is { } due && due - now < wait) wait = due - now;
        if (parts.Inbox.HasCostly && DebtInterval < wait) wait = DebtInterval;
        if (wait > Tick && (_pendingSince is not null || now - _workedAt < ViewInterval)) wait = Tick;
        // While a batch is out its return wakes this thread; a due time that has passed then is no reason to spin.
        return wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1);
    }

    private void Publish()
    {
        var now = parts.Clock.Monotonic;
        if (now - _viewedAt < ViewInterval && _view.Executed == parts.Replica.Executed) return;
        _viewedAt = now;
        _view = ViewOf(parts);
    }

    private void Note(Trace trace)
    {
        switch (trace.Kind)
        {
            case TraceKind.Rejected:
                parts.Tally.Reject(trace.Reason);
                break;
            case TraceKind.Proposed or TraceKind.Prepared or TraceKind.Decided or TraceKind.Executed:
                parts.Tally.Count(trace.Kind.ToString());
                break;
            case TraceKind.Evidence or TraceKind.Diverged or TraceKind.TransferRefused:
                parts.Tally.Count(trace.Kind.ToString());
                parts.Log.Alarm(
                    parts.Self, trace.Kind, trace.View.Value, trace.Height.Value, trace.Replica?.ToString() ?? "",
                    trace.Reason);
                break;
            default:
                parts.Tally.Count(trace.Kind.ToString());
                parts.Log.Event(parts.Self, trace.Kind, trace.View.Value, trace.Height.Value, trace.Reason);
                break;
        }
    }

    private static ReplicaView ViewOf(CoreParts parts)
    {
        var (replica, ordering) = (parts.Replica, parts.Replica.Ordering);
        return new ReplicaView(
            replica.Executed, replica.Stable, ordering.View, ordering.Leader, replica.Mode, ordering.Stall);
    }
}
