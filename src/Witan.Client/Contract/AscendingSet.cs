namespace Witan.Client;

/// <summary>
/// A sorted set for items that mostly come in ascending order and mostly leave near the low end, such as deadlines of
/// one duration: those cost no search to add and O(log n) of contiguous memory to remove. Any other order is as
/// right, at the cost of a tree.
/// </summary>
/// <typeparam name="T">Equal if and only if it compares as 0.</typeparam>
public sealed class AscendingSet<T>
    where T : struct, IComparable<T>
{
    private const int SmallestRun = 16;

    // Ascending between head and end. One that left before the head stays as a gap until the head passes it, or until
    // the space is needed. The item at the head is there.
    private Slot[] _run = new Slot[SmallestRun];
    private int _head;
    private int _end;
    private int _gaps;

    // Those that came after a greater one. No item is here and in the run.
    private readonly SortedSet<T> _late = [];

    public int Count => _end - _head - _gaps + _late.Count;

    /// <summary>The lowest; false if there is none.</summary>
    public bool TryPeek(out T item)
    {
        var hasRun = _head < _end;
        item = hasRun ? _run[_head].Item : default;
        if (_late.Count == 0) return hasRun;
        var late = _late.Min;
        if (!hasRun || late.CompareTo(item) < 0) item = late;
        return true;
    }

    /// <summary>False if it is there already.</summary>
    public bool Add(T item)
    {
        if (_late.Count > 0 && _late.Contains(item)) return false;
        if (_head == _end || _run[_end - 1].Item.CompareTo(item) < 0)
        {
            Append(item);
            return true;
        }

        var at = IndexOf(item);
        if (at < 0) return _late.Add(item);
        if (!_run[at].IsGap) return false;
        _run[at].IsGap = false;
        _gaps--;
        return true;
    }

    /// <summary>False if it is not there.</summary>
    public bool Remove(T item)
    {
        var at = IndexOf(item);
        if (at < 0) return _late.Remove(item);
        if (_run[at].IsGap) return false;
        _run[at].IsGap = true;
        _gaps++;
        for (; _head < _end && _run[_head].IsGap; _head++) _gaps--;
        return true;
    }

    private void Append(T item)
    {
        if (_head == _end) (_head, _end) = (0, 0);
        if (_end == _run.Length) MakeRoom();
        _run[_end++] = new Slot { Item = item };
    }

    /// <summary>Closes the gaps, and grows if that does not free half.</summary>
    private void MakeRoom()
    {
        var from = _run;
        var kept = _end - _head - _gaps;
        if (kept > _run.Length / 2) _run = new Slot[_run.Length * 2];
        var to = 0;
        for (var i = _head; i < _end; i++)
            if (!from[i].IsGap) _run[to++] = from[i];
        (_head, _end, _gaps) = (0, to, 0);
    }

    /// <summary>Where it stands or stood in the run; negative if nowhere.</summary>
    private int IndexOf(T item)
    {
        var (low, high) = (_head, _end - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var order = _run[middle].Item.CompareTo(item);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }

    private struct Slot
    {
        public T Item;
        public bool IsGap;
    }
}
