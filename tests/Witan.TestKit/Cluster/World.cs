namespace Witan.TestKit.Cluster;

/// <summary>
/// Virtual time and one event queue ordered by (time, sequence): equal times run in the order in which they were set.
/// </summary>
public sealed class World
{
    private readonly PriorityQueue<Action, (long At, long Order)> _events = new();
    private long _order;

    /// <summary>Microseconds.</summary>
    public long Now { get; private set; } = 1_000_000;

    public void After(long microseconds, Action action) => _events.Enqueue(action, (Now + microseconds, _order++));

    /// <summary>Runs for a stretch of virtual time.</summary>
    public void Run(long microseconds) => RunUntil(() => false, microseconds);

    /// <summary>
    /// Runs until the condition holds, at most for <paramref name="limit"/> microseconds of virtual time.
    /// </summary>
    /// <returns>Whether it came to hold.</returns>
    public bool RunUntil(Func<bool> condition, long limit = 30_000_000)
    {
        var end = Now + limit;
        while (!condition())
        {
            if (!_events.TryPeek(out _, out var key) || key.At > end)
            {
                Now = end;
                return condition();
            }

            var action = _events.Dequeue();
            Now = Math.Max(Now, key.At);
            action();
        }

        return true;
    }
}
