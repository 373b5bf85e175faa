using Witan.Primitives;

namespace Witan.Node;

/// <summary>
/// What waits for the core thread, in four lanes: from inside (never refused: signed statements, durable batches,
/// snapshots), from peers, from clients, and requests that cost much, from whomever, in turns per sender. A flood of
/// clients cannot keep votes waiting, nor peers the inside, nor one sender's reads another's. The outer lanes are
/// bounded by the credits of their connections, the inner one by what the core itself has asked for.
/// </summary>
internal sealed class CoreInbox
{
    // Small enough that timers and durable batches are looked at often, large enough to share a flush.
    private const int PeersPerTurn = 128;
    private const int ClientsPerTurn = 64;

    // Each may take milliseconds, which votes wait: one between votes, some more when there are none.
    private const int CostlyAmongVotes = 1;
    private const int CostlyPerTurn = 8;

    private readonly Lock _gate = new();
    private readonly Doorbell _bell = new();
    private readonly Queue<CoreEvent> _inside = new();
    private readonly Queue<CoreEvent> _peers = new();
    private readonly Queue<CoreEvent> _clients = new();
    private readonly FairLanes<CoreEvent> _costly = new(turnItems: 1, turnBytes: int.MaxValue);
    private bool _closed;

    public int Waiting
    {
        get
        {
            lock (_gate) return _inside.Count + _peers.Count + _clients.Count + _costly.Count;
        }
    }

    /// <summary>Requests that wait, perhaps because their senders are in debt.</summary>
    public bool HasCostly
    {
        get
        {
            lock (_gate) return _costly.Count > 0;
        }
    }

    /// <summary>
    /// Lets whoever posts serve the core itself; false if its thread must be woken. Null until it may.
    /// </summary>
    public Func<bool>? Serve { get; set; }

    public void Post(in CoreEvent item)
    {
        lock (_gate)
        {
            if (item.From is not { } from) _inside.Enqueue(item);
            else if (item.IsCostly) _costly.Post(from.Costly, item, item.Bytes);
            else (from.Origin.IsClient ? _clients : _peers).Enqueue(item);
        }

        if (Serve?.Invoke() != true) Ring();
    }

    /// <summary>Takes what came from inside, with one wake-up for all.</summary>
    public void Post(List<CoreEvent> inside)
    {
        if (inside.Count == 0) return;
        lock (_gate)
        {
            foreach (var item in inside) _inside.Enqueue(item);
        }

        if (Serve?.Invoke() != true) Ring();
    }

    /// <summary>Wakes the core's thread.</summary>
    public void Ring() => _bell.Ring();

    /// <summary>Waits for something, at most as long as told.</summary>
    /// <param name="wait">Negative for ever.</param>
    /// <param name="insideOnly">Only for what comes from inside.</param>
    /// <param name="now">For the accounts of costly requests.</param>
    public void Wait(TimeSpan wait, bool insideOnly, Func<Instant> now)
    {
        bool mustWait;
        lock (_gate) mustWait = !_closed && IsEmpty(insideOnly, now);
        if (mustWait) _bell.Wait(wait);
    }

    /// <summary>Takes a turn's worth.</summary>
    /// <param name="into">Takes the events, the inside first.</param>
    /// <param name="insideOnly">Nothing from outside: the disk or the network must catch up first.</param>
    /// <param name="now">For the accounts of costly requests.</param>
    /// <returns>False once closed.</returns>
    public bool Take(List<CoreEvent> into, bool insideOnly, Func<Instant> now)
    {
        lock (_gate)
        {
            Move(_inside, into, int.MaxValue);
            if (!insideOnly)
            {
                var costly = _peers.Count > 0 ? CostlyAmongVotes : CostlyPerTurn;
                Move(_peers, into, PeersPerTurn);
                Move(_clients, into, ClientsPerTurn);
                MoveCostly(into, costly, now());
            }

            return !_closed;
        }
    }

    /// <summary>Takes what came from inside, also after the end: what the journal still reports.</summary>
    public void TakeInside(List<CoreEvent> into, TimeSpan wait)
    {
        bool mustWait;
        lock (_gate) mustWait = _inside.Count == 0;
        if (mustWait) _bell.Wait(wait);
        lock (_gate) Move(_inside, into, int.MaxValue);
    }

    public void Close()
    {
        lock (_gate) _closed = true;
        _bell.Ring();
    }

    private bool IsEmpty(bool insideOnly, Func<Instant> now)
    {
        if (_inside.Count > 0) return false;
        if (insideOnly) return true;
        if (_peers.Count > 0 || _clients.Count > 0) return false;
        if (_costly.Count == 0) return true;
        var at = now();
        return !_costly.Any(lane => MayHaveTurn(lane, at));
    }

    private void MoveCostly(List<CoreEvent> into, int limit, Instant now)
    {
        for (var i = 0; i < limit && _costly.TakeTurn(into, may: lane => MayHaveTurn(lane, now)) is { } lane; i++)
            _costly.Done(lane);
    }

    private static bool MayHaveTurn(Lane<CoreEvent> lane, Instant now) =>
        lane.Items.Peek().Item.From is { } from && (from.IsClosed || !from.Account.IsInDebt(now));

    private static void Move(Queue<CoreEvent> lane, List<CoreEvent> into, int limit)
    {
        for (var i = 0; i < limit && lane.TryDequeue(out var item); i++) into.Add(item);
    }
}
