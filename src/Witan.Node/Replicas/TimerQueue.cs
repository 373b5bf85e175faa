using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>
/// The timers of one machine, used by its thread alone. Equal times fire in the order in which they were set.
/// </summary>
internal sealed class TimerQueue
{
    private readonly PriorityQueue<(TimerId Timer, long Serial), (Instant At, long Serial)> _due = new();
    private readonly Dictionary<TimerId, long> _current = [];
    private long _serial;

    /// <summary>
    /// When the next one may be due; null for none. One that was replaced counts until its time has passed.
    /// </summary>
    public Instant? Next => _due.TryPeek(out _, out var key) ? key.At : null;

    /// <summary>Replaces an earlier setting.</summary>
    public void Set(TimerId timer, Instant at)
    {
        var serial = _current[timer] = ++_serial;
        _due.Enqueue((timer, serial), (at, serial));
    }

    public void Cancel(TimerId timer) => _current.Remove(timer);

    /// <summary>Takes one that is due.</summary>
    public bool TryTake(Instant now, out TimerId timer)
    {
        while (_due.TryPeek(out var next, out var key) && key.At <= now)
        {
            _due.Dequeue();
            timer = next.Timer;
            if (_current.GetValueOrDefault(timer) != next.Serial) continue;
            _current.Remove(timer);
            return true;
        }

        timer = default;
        return false;
    }
}
