using System.Collections.Concurrent;
using Witan.Client;
using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>The thread that steps a client's machine.</summary>
internal sealed class ClientLoop(
    ClientMachine machine, HostClock clock, Action<Core.Messages.Message, ReplicaId?> send, Action flush)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Doorbell _bell = new();
    private readonly Queue<ClientEvent> _inbox = new();
    private readonly ConcurrentDictionary<ulong, TaskCompletionSource<Proven<ReadOnlyMemory<byte>>>> _calls = new();
    private readonly TimerQueue _timers = new();
    private readonly ClientOutbox _outbox = new();
    private readonly List<ClientEvent> _events = [];
    private readonly Dictionary<(ReplicaId, LieKind), LieCount> _lies = [];
    private ulong _lastTicket;
    private ulong _highest;
    private bool _closed;

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
        lock (_gate)
        {
            if (_closed) throw new WitanUnavailableException("this client was closed");
            _inbox.Enqueue(new ClientEvent(input(ticket)));
        }

        _bell.Ring();

        using var registration = cancellation.Register(() =>
        {
            if (call.TrySetCanceled(cancellation)) Post(new ClientEvent(new ClientInput.Cancel(ticket)));
        });
        return await call.Task.ConfigureAwait(false);
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
            while (_timers.TryTake(clock.Monotonic, out var timer)) Step(new ClientInput.TimerFired(timer));
            flush();
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
        bool mustWait;
        lock (_gate) mustWait = !_closed && _inbox.Count == 0;
        if (mustWait)
        {
            var wait = _timers.Next is { } due ? due - clock.Monotonic : Idle;
            if (wait > TimeSpan.Zero) _bell.Wait(wait < Idle ? wait : Idle);
        }

        lock (_gate)
        {
            while (_inbox.TryDequeue(out var item)) _events.Add(item);
            return !_closed;
        }
    }

    private void Step(ClientInput input)
    {
        machine.Step(clock.Now, input, _outbox);
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
