namespace Witan.Node;

/// <summary>
/// What waits for the core thread, in three lanes: from inside (never refused: signed statements, durable batches,
/// snapshots), from peers, from clients. A flood of clients cannot keep votes waiting, nor peers the inside. The outer
/// lanes are bounded by the credits of their connections, the inner one by what the core itself has asked for.
/// </summary>
internal sealed class CoreInbox
{
    // Small enough that timers and durable batches are looked at often, large enough to share a flush.
    private const int PeersPerTurn = 128;
    private const int ClientsPerTurn = 64;

    private readonly object _gate = new();
    private readonly Queue<CoreEvent> _inside = new();
    private readonly Queue<CoreEvent> _peers = new();
    private readonly Queue<CoreEvent> _clients = new();
    private bool _closed;

    public int Waiting
    {
        get
        {
            lock (_gate) return _inside.Count + _peers.Count + _clients.Count;
        }
    }

    public void Post(in CoreEvent item)
    {
        lock (_gate)
        {
            var lane = item.From is null ? _inside : item.From.Origin.IsClient ? _clients : _peers;
            lane.Enqueue(item);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Takes a turn's worth, after waiting for something at most as long as told.</summary>
    /// <param name="into">Takes the events, the inside first.</param>
    /// <param name="wait">Negative for ever.</param>
    /// <param name="insideOnly">Nothing from outside: the disk or the network must catch up first.</param>
    /// <returns>False once closed.</returns>
    public bool Take(List<CoreEvent> into, TimeSpan wait, bool insideOnly)
    {
        lock (_gate)
        {
            if (!_closed && IsEmpty(insideOnly)) Monitor.Wait(_gate, wait);
            Move(_inside, into, int.MaxValue);
            if (!insideOnly)
            {
                Move(_peers, into, PeersPerTurn);
                Move(_clients, into, ClientsPerTurn);
            }

            return !_closed;
        }
    }

    /// <summary>Takes what came from inside, also after the end: what the journal still reports.</summary>
    public void TakeInside(List<CoreEvent> into, TimeSpan wait)
    {
        lock (_gate)
        {
            if (_inside.Count == 0) Monitor.Wait(_gate, wait);
            Move(_inside, into, int.MaxValue);
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private bool IsEmpty(bool insideOnly) =>
        _inside.Count == 0 && (insideOnly || (_peers.Count == 0 && _clients.Count == 0));

    private static void Move(Queue<CoreEvent> lane, List<CoreEvent> into, int limit)
    {
        for (var i = 0; i < limit && lane.TryDequeue(out var item); i++) into.Add(item);
    }
}
