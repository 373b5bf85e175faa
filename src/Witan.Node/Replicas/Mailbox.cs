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
        Add(item);
        Ring();
    }

    /// <summary>Puts it in without waking the one who waits.</summary>
    public void Add(T item)
    {
        lock (_gate)
        {
            if (!_closed) _items.Enqueue(item);
        }
    }

    public void Ring() => _bell.Ring();

    /// <summary>Waits for something and takes all that is there.</summary>
    /// <returns>False when it is closed and empty.</returns>
    public bool TakeAll(List<T> into)
    {
        if (!Wait()) return false;
        TryTakeAll(into);
        return true;
    }

    /// <summary>Waits for something.</summary>
    /// <returns>False when it is closed and empty.</returns>
    public bool Wait()
    {
        while (true)
        {
            lock (_gate)
            {
                if (_items.Count > 0 || _closed) return _items.Count > 0;
            }

            _bell.Wait(Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Takes all that is there.</summary>
    public void TryTakeAll(List<T> into)
    {
        lock (_gate)
        {
            while (_items.TryDequeue(out var item)) into.Add(item);
        }
    }

    /// <summary>What is in it may still be taken.</summary>
    public void Close()
    {
        lock (_gate) _closed = true;
        _bell.Ring();
    }
}
