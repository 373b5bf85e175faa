namespace Witan.Simulation.Worlds;

/// <summary>
/// Virtual time and the one event queue, ordered by (time, tie, sequence). Nothing else in a simulation makes anything
/// happen: equal events at equal places give equal runs.
/// </summary>
public sealed class World
{
    private readonly PriorityQueue<WorldEvent, Moment> _events = new();
    private ulong _sequence;

    /// <summary>Microseconds since the world began.</summary>
    public long Now { get; private set; }

    /// <summary>Events that have happened.</summary>
    public long Happened { get; private set; }

    /// <summary>Events that are still to come.</summary>
    public int Waiting => _events.Count;

    /// <summary>Puts an event at an absolute time; never before now.</summary>
    /// <param name="at">Microseconds.</param>
    /// <param name="happening">What happens.</param>
    /// <param name="tie">Orders events of one time; a network draws it, so that arrivals of one moment have no fixed
    /// order.</param>
    public void At(long at, WorldEvent happening, uint tie = 0) =>
        _events.Enqueue(happening, new Moment(Math.Max(at, Now), tie, _sequence++));

    public void At(long at, Action action) => At(at, new ActionEvent(action));

    /// <summary>The same, counted from now.</summary>
    public void After(long microseconds, Action action) => At(Now + microseconds, new ActionEvent(action));

    /// <summary>
    /// Lets the next event happen, if it lies at or before the given time; otherwise time goes on to there.
    /// </summary>
    /// <returns>Whether one happened.</returns>
    public bool Step(long until)
    {
        if (!_events.TryPeek(out _, out var moment) || moment.At > until)
        {
            Now = Math.Max(Now, until);
            return false;
        }

        var happening = _events.Dequeue();
        Now = moment.At;
        Happened++;
        happening.Run();
        return true;
    }

    /// <summary>Runs until the condition holds, at most for a stretch of virtual time.</summary>
    /// <param name="condition">Looked at between events.</param>
    /// <param name="microseconds">The limit.</param>
    /// <returns>Whether it came to hold.</returns>
    public bool RunUntil(Func<bool> condition, long microseconds)
    {
        var end = Now + microseconds;
        while (!condition())
        {
            if (!Step(end)) return condition();
        }

        return true;
    }

    /// <summary>Runs for a stretch of virtual time.</summary>
    public void Run(long microseconds) => RunUntil(static () => false, microseconds);

    private readonly record struct Moment(long At, uint Tie, ulong Sequence) : IComparable<Moment>
    {
        public int CompareTo(Moment other)
        {
            if (At != other.At) return At < other.At ? -1 : 1;
            if (Tie != other.Tie) return Tie < other.Tie ? -1 : 1;
            return Sequence.CompareTo(other.Sequence);
        }
    }
}
