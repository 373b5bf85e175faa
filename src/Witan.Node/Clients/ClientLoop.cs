using System.Collections.Concurrent;
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

    // A burst of a thousand calls takes a pool that shares its processors about so long.
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(2);

    private readonly Lock _gate = new();
    private readonly Doorbell _bell = new();
    private readonly Queue<ClientEvent> _inbox = new();
    private readonly List<ClientInput> _waitingCalls = [];
    private readonly CallGathering _gathering = new(GatherTime);
    private readonly ConcurrentDictionary<ulong, TaskCompletionSource<Proven<ReadOnlyMemory<byte>>>> _calls = new();
    private readonly TimerQueue _timers = new();
    private readonly ClientOutbox _outbox = new();
    private readonly List<ClientEvent> _events = [];
    private readonly List<ClientInput> _taken = [];
    private readonly Dictionary<(ReplicaId, LieKind), LieCount> _lies = [];
    private ulong _lastTicket;
    private ulong _highest;
    private bool _closed;
    private int _answered;

    public Height Highest => new(Volatile.Read(ref _highest));

    /// <summary>Bounded by the machine (calls) and by the credits of the connections (messages).</summary>
    public void Post(in ClientEvent item)
    {
        lock (_gate) _inbox.Enqueue(item);
        _bell.Ring();
    }

    /// <summary>Gives the machine something with a ticket of its own.</summary>
    public async Task<Proven<ReadOnlyMemory<byte>>> CallAsync(
        Func<ulong, ClientInput> input, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var ticket = Interlocked.Increment(ref _lastTicket);
        var call = new TaskCompletionSource<Proven<ReadOnlyMemory<byte>>>(
            TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[ticket] = call;
        Enqueue(input(ticket));
        using var registration = cancellation.Register(() =>
        {
            if (call.TrySetCanceled(cancellation)) Enqueue(new ClientInput.Cancel(ticket));
        });
        return await call.Task.ConfigureAwait(false);
    }

    /// <summary>Behind the calls that wait: a call is never cancelled before the machine knows it.</summary>
    private void Enqueue(ClientInput input)
    {
        bool isEnough;
        lock (_gate)
        {
            if (_closed)
            {
                if (input is ClientInput.Cancel) return;
                throw new WitanUnavailableException("this client was closed");
            }

            _waitingCalls.Add(input);
            isEnough = _gathering.IsEnough(_waitingCalls.Count);
        }

        if (isEnough) _bell.Ring();
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
        foreach (var call in _calls.Values)
        {
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
            while (_inbox.TryDequeue(out var item)) _events.Add(item);
            if (_gathering.WaitWith(_waitingCalls.Count, clock.Monotonic) == TimeSpan.Zero)
            {
                _taken.AddRange(_waitingCalls);
                _waitingCalls.Clear();
                _gathering.Taken();
            }

            return !_closed;
        }
    }

    /// <summary>Those that were answered in this turn may call again.</summary>
    private void Expect()
    {
        if (_answered == 0) return;
        lock (_gate) _gathering.Answered(_answered, clock.Monotonic);
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
                if (_calls.TryRemove(complete.Ticket, out var call)) Outcomes.Settle(call, complete.Outcome);
                break;
            default:
                Invariant.Broken("H4 every effect of a client has a place in the host");
                break;
        }
    }

    private void CountLies(IReadOnlyList<ReplicaId> members)
    {
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
