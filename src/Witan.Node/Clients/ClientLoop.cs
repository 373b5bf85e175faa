using Witan.Client;
using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>
/// The thread that steps a client's machine. Calls that come together go to the machine together (<see
/// cref="CallGathering"/>): it signs one bundle for all of them instead of one for the first and one for the rest.
/// </summary>
internal sealed class ClientLoop(
    ClientMachine machine, HostClock clock, Action<Core.Messages.Message, ReplicaId?> send, Action flush)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    // What callers that were answered together take to call again: tasks of this process a millisecond or two, users of
    // a gateway several, who first have to get their answers.
    private static readonly TimeSpan GatherLeast = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan GatherMost = TimeSpan.FromMilliseconds(6);

    private readonly Lock _gate = new();
    private readonly Doorbell _bell = new();
    private readonly Dictionary<ulong, PendingCall> _calls = [];
    private readonly CallGathering _gathering = new(GatherLeast, GatherMost);
    private readonly TimerQueue _timers = new();
    private readonly ClientOutbox _outbox = new();
    private readonly List<ClientEffect.Complete> _completions = [];
    private readonly List<(PendingCall Call, ClientOutcome Outcome)> _ended = [];
    private readonly Dictionary<(ReplicaId, LieKind), LieCount> _lies = [];
    private List<ClientEvent> _inbox = [];
    private List<ClientEvent> _events = [];
    private List<ClientInput> _waitingCalls = [];
    private List<ClientInput> _taken = [];
    private int _waitingCancels;
    private ulong _lastTicket;
    private ulong _liesCounted;
    private ulong _highest;
    private bool _closed;
    private int _answered;

    public Height Highest => new(Volatile.Read(ref _highest));

    /// <summary>Bounded by the machine (calls) and by the credits of the connections (messages).</summary>
    public void Post(in ClientEvent item)
    {
        lock (_gate) _inbox.Add(item);
        _bell.Ring();
    }

    /// <summary>Never given before.</summary>
    public ulong NextTicket() => Interlocked.Increment(ref _lastTicket);

    /// <summary>Gives the machine something with a ticket of its own.</summary>
    public Task<Proven<ReadOnlyMemory<byte>>> CallAsync(
        ulong ticket, ClientInput input, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<Proven<ReadOnlyMemory<byte>>>(cancellation);
        var call = new PendingCall(this, ticket);
        // Before the machine has it, since afterwards it may end at any time.
        call.Watch(cancellation);
        if (!TryGive(call, input))
        {
            call.Unwatch();
            call.TrySetException(new WitanUnavailableException("this client was closed"));
        }

        return call.Task;
    }

    /// <summary>Its caller waits no longer.</summary>
    public void Cancel(PendingCall call)
    {
        bool isEnough;
        lock (_gate)
        {
            // Behind the calls that wait: none is cancelled before the machine knows it.
            if (_closed || !call.IsGiven) return;
            _waitingCalls.Add(new ClientInput.Cancel(call.Ticket));
            _waitingCancels++;
            isEnough = _gathering.IsEnough(_waitingCalls.Count);
        }

        if (isEnough) _bell.Ring();
    }

    /// <summary>False if this client was closed.</summary>
    private bool TryGive(PendingCall call, ClientInput input)
    {
        bool isEnough;
        lock (_gate)
        {
            if (_closed) return false;
            // Cancelled meanwhile: the machine never learns of it.
            if (call.Task.IsCompleted) return true;
            call.IsGiven = true;
            _calls.Add(call.Ticket, call);
            _waitingCalls.Add(input);
            isEnough = _gathering.IsEnough(_waitingCalls.Count);
        }

        if (isEnough) _bell.Ring();
        return true;
    }

    /// <summary>What members did, as the machine counted it.</summary>
    public IReadOnlyList<LieCount> Lies()
    {
        lock (_lies) return [.. _lies.Values.OrderBy(lie => lie.Member).ThenBy(lie => lie.Kind)];
    }

    public void Run(IReadOnlyList<ReplicaId> members)
    {
        while (Take())
        {
            foreach (var item in _events)
            {
                Step(item.Input);
                item.From?.Credit.Leave(item.Bytes);
            }

            _events.Clear();
            StepCalls();
            while (_timers.TryTake(clock.Monotonic, out var timer)) Step(new ClientInput.TimerFired(timer));
            flush();
            Expect();
            Volatile.Write(ref _highest, machine.Highest.Value);
            CountLies(members);
        }

        Abandon(null);
    }

    /// <summary>Ends every call that waits.</summary>
    public void Abandon(Exception? reason)
    {
        PendingCall[] calls;
        lock (_gate) calls = [.. _calls.Values];
        foreach (var call in calls)
        {
            call.Unwatch();
            call.TrySetException(reason is null
                ? new WitanOutcomeUnknownException("this client was closed before an answer came")
                : new WitanOutcomeUnknownException("this client stopped: " + reason.Message, reason));
        }
    }

    public void Close()
    {
        lock (_gate) _closed = true;
        _bell.Ring();
    }

    private bool Take()
    {
        var wait = TimeSpan.Zero;
        lock (_gate)
        {
            if (!_closed && _inbox.Count == 0)
                wait = _gathering.WaitWith(_waitingCalls.Count, clock.Monotonic) ?? Idle;
        }

        if (_timers.Next is { } due && due - clock.Monotonic < wait) wait = due - clock.Monotonic;
        if (wait > TimeSpan.Zero) _bell.Wait(wait);
        lock (_gate)
        {
            (_inbox, _events) = (_events, _inbox);
            if (_gathering.WaitWith(_waitingCalls.Count, clock.Monotonic) == TimeSpan.Zero)
            {
                _gathering.Taken(_waitingCalls.Count - _waitingCancels);
                _waitingCancels = 0;
                (_waitingCalls, _taken) = (_taken, _waitingCalls);
            }

            return !_closed;
        }
    }

    /// <summary>Those that were answered in this turn may call again.</summary>
    private void Expect()
    {
        if (_answered == 0) return;
        lock (_gate) _gathering.Answered(_answered, _waitingCalls.Count, clock.Monotonic);
        _answered = 0;
    }

    private void StepCalls()
    {
        if (_taken.Count == 0) return;
        machine.StepTogether(clock.Now, _taken, _outbox);
        _taken.Clear();
        Perform();
    }

    private void Step(ClientInput input)
    {
        machine.Step(clock.Now, input, _outbox);
        Perform();
    }

    private void Perform()
    {
        foreach (var effect in _outbox.Effects) Perform(effect);
        _outbox.Clear();
        if (_completions.Count > 0) EndCalls();
    }

    /// <summary>Many end at once: the gate is entered once for all, and nobody is told inside it.</summary>
    private void EndCalls()
    {
        lock (_gate)
        {
            foreach (var completion in _completions)
                if (_calls.Remove(completion.Ticket, out var call)) _ended.Add((call, completion.Outcome));
        }

        _completions.Clear();
        foreach (var (call, outcome) in _ended)
        {
            call.Unwatch();
            Outcomes.Settle(call, outcome);
        }

        _ended.Clear();
    }

    private void Perform(ClientEffect effect)
    {
        switch (effect)
        {
            case ClientEffect.Send message:
                send(message.Message, message.To);
                break;
            case ClientEffect.SetTimer set:
                _timers.Set(set.Timer, clock.Monotonic + set.After);
                break;
            case ClientEffect.Complete complete:
                // Who failed or gave up is not expected to try again at once.
                if (complete.Outcome is not ClientOutcome.Failed) _answered++;
                _completions.Add(complete);
                break;
            default:
                Invariant.Broken("H4 every effect of a client has a place in the host");
                break;
        }
    }

    private void CountLies(IReadOnlyList<ReplicaId> members)
    {
        if (machine.Lies.Total == _liesCounted) return;
        _liesCounted = machine.Lies.Total;
        lock (_lies)
        {
            foreach (var member in members)
            {
                foreach (var kind in Enum.GetValues<LieKind>())
                {
                    if (machine.Lies.Count(member, kind) is > 0 and var count)
                        _lies[(member, kind)] = new LieCount(member, kind, LieCounters.WeightOf(kind), count);
                }
            }
        }
    }
}
