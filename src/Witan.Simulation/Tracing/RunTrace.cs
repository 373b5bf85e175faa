using Witan.Primitives;

namespace Witan.Simulation.Tracing;

/// <summary>The trace of one run: a digest over all of it, and its newest events for charts.</summary>
public sealed class RunTrace
{
    /// <summary>Events kept by default: about 10 MiB in a run that has so many.</summary>
    public const int DefaultKept = 1 << 16;

    private const int FirstCapacity = 256;

    private readonly TraceDigest _digest = new();
    private readonly int _kept;
    private RunEvent[] _ring;

    /// <param name="kept">How many of the newest events are kept, at least 1.</param>
    public RunTrace(int kept = DefaultKept)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(kept, 1);
        _kept = kept;
        _ring = new RunEvent[Math.Min(kept, FirstCapacity)];
    }

    /// <summary>Events of the run so far, kept or not.</summary>
    public long Count { get; private set; }

    public void Add(in RunEvent entry)
    {
        var bounded = entry.Text.Length <= RunEvent.MaxText
            ? entry
            : entry with { Text = entry.Text[..RunEvent.MaxText] };
        _digest.Add(bounded);
        // Grows by doubling up to the bound, and turns into a ring there: most runs are short.
        if (Count == _ring.Length && _ring.Length < _kept)
            Array.Resize(ref _ring, (int)Math.Min(_kept, _ring.Length * 2L));
        _ring[Count % _ring.Length] = bounded;
        Count++;
    }

    /// <summary>The kept events, oldest first.</summary>
    public IReadOnlyList<RunEvent> Newest()
    {
        var events = new RunEvent[Math.Min(Count, _ring.Length)];
        for (var i = 0; i < events.Length; i++) events[i] = _ring[(Count - events.Length + i) % _ring.Length];
        return events;
    }

    /// <summary>The digest of the whole run; nothing may be added afterwards.</summary>
    public Digest Finish() => _digest.Finish();
}
