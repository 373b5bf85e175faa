namespace Witan.Node;

/// <summary>
/// What others hand to one thread, in order. Whoever fills it is bounded by something else, which its user names.
/// </summary>
internal sealed class Mailbox<T>
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _items = new();
    private readonly Doorbell _bell = new();
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_gate) return _items.Count;
        }
    }

    /// <summary>Nothing is taken in after <see cref="Close"/>.</summary>
    public void Post(T item)
    {
        lock (_gate)
        {
            if (_closed) return;
            _items.Enqueue(item);
        }

        _bell.Ring();
    }

    /// <summary>Waits for something and takes all that is there.</summary>
    /// <returns>False when it is closed and empty.</returns>
    public bool TakeAll(List<T> into)
    {
        while (true)
        {
            lock (_gate)
            {
                while (_items.TryDequeue(out var item)) into.Add(item);
                if (into.Count > 0 || _closed) return into.Count > 0;
            }

            _bell.Wait(Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>What is in it may still be taken.</summary>
    public void Close()
    {
        lock (_gate) _closed = true;
        _bell.Ring();
    }
}
