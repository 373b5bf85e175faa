namespace Witan.Node;

/// <summary>
/// Shares what serves them among many senders: each has a lane of its own, lanes take turns, and a turn is bounded by
/// count and bytes. So a sender that floods waits behind itself, and another one's next item waits for at most one turn
/// of each other sender. Urgent lanes come first, but every few turns one that is not urgent gets its own. Not
/// thread-safe; bounded by whoever posts.
/// </summary>
/// <param name="turnItems">Most items of one turn.</param>
/// <param name="turnBytes">A turn ends with the item that reaches this.</param>
public sealed class FairLanes<T>(int turnItems, int turnBytes)
{
    /// <summary>Turns of urgent lanes before another lane that waits gets one.</summary>
    public const int UrgentPerOther = 4;

    private readonly LinkedList<Lane<T>> _urgent = new();
    private readonly LinkedList<Lane<T>> _others = new();
    private int _urgentTurns;

    /// <summary>Items that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Lanes that wait for a turn.</summary>
    public int Ready => _urgent.Count + _others.Count;

    public void Post(Lane<T> lane, T item, int bytes)
    {
        lane.Items.Enqueue((item, bytes));
        Count++;
        if (lane.IsInLine) return;
        lane.IsInLine = true;
        Line(lane).AddLast(lane);
    }

    /// <summary>
    /// Takes the next turn. The lane stays out of line until <see cref="Done"/>, so that its items are handled in
    /// order.
    /// </summary>
    /// <param name="into">Takes the items.</param>
    /// <param name="heaviest">A lane whose next item has more bytes is passed over.</param>
    /// <param name="may">Further lanes to pass over; null for none.</param>
    /// <returns>Null if no lane may have a turn now.</returns>
    public Lane<T>? TakeTurn(List<T> into, int heaviest = int.MaxValue, Predicate<Lane<T>>? may = null)
    {
        var othersFirst = _urgentTurns >= UrgentPerOther;
        var lane = Find(othersFirst ? _others : _urgent, heaviest, may)
            ?? Find(othersFirst ? _urgent : _others, heaviest, may);
        if (lane is null) return null;
        _urgentTurns = lane.IsUrgent && _others.Count > 0 ? _urgentTurns + 1 : 0;
        long bytes = 0;
        for (var i = 0; i < turnItems && bytes < turnBytes && lane.Items.TryPeek(out var next); i++)
        {
            if (next.Bytes > heaviest) break;
            into.Add(lane.Items.Dequeue().Item);
            bytes += next.Bytes;
            Count--;
        }

        return lane;
    }

    /// <summary>
    /// Gives a lane a turn out of line, for something that was never put into it. Ends with <see cref="Done"/>.
    /// </summary>
    /// <returns>False if others wait, or the lane has its turn elsewhere: this one must wait behind them.</returns>
    public bool TryTakeTurn(Lane<T> lane)
    {
        if (Count > 0 || lane.IsInLine) return false;
        return lane.IsInLine = true;
    }

    /// <summary>The items of the lane's turn were handled: it goes to the end of the line if it has more.</summary>
    public void Done(Lane<T> lane)
    {
        if (lane.Items.Count > 0) Line(lane).AddLast(lane);
        else lane.IsInLine = false;
    }

    /// <summary>Whether a lane that waits fulfils a condition.</summary>
    public bool Any(Predicate<Lane<T>> condition)
    {
        foreach (var lane in _urgent)
            if (condition(lane)) return true;
        foreach (var lane in _others)
            if (condition(lane)) return true;
        return false;
    }

    private LinkedList<Lane<T>> Line(Lane<T> lane) => lane.IsUrgent ? _urgent : _others;

    private static Lane<T>? Find(LinkedList<Lane<T>> line, int heaviest, Predicate<Lane<T>>? may)
    {
        for (var node = line.First; node is not null; node = node.Next)
        {
            if (node.Value.Items.Peek().Bytes > heaviest || (may is not null && !may(node.Value))) continue;
            line.Remove(node);
            return node.Value;
        }

        return null;
    }
}
