using Witan.Primitives;

namespace Witan.Simulation.Tracing;

/// <summary>The trace of one run: a digest over all of it, and its newest events for charts.</summary>
public sealed class RunTrace
{
    /// <summary>Events kept by default: about 10 MiB in a run that has so many.</summary>
    public const int DefaultKept = 1 << 16;

    /// <summary>Events of one piece of the ring: small enough to be no large object for the collector.</summary>
    private const int ChunkEvents = 512;

    private readonly TraceDigest _digest = new();
    private readonly List<RunEvent[]> _ring = [];
    private readonly int _kept;

    /// <param name="kept">How many of the newest events are kept, at least 1.</param>
    public RunTrace(int kept = DefaultKept)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(kept, 1);
        _kept = kept;
    }

    /// <summary>Events of the run so far, kept or not.</summary>
    public long Count { get; private set; }

    public void Add(in RunEvent entry)
    {
        if (entry.Text.Length <= RunEvent.MaxText) Keep(entry);
        else Keep(entry with { Text = entry.Text[..RunEvent.MaxText] });
    }

    /// <summary>The kept events, oldest first.</summary>
    public IReadOnlyList<RunEvent> Newest()
    {
        var events = new RunEvent[Math.Min(Count, _kept)];
        for (var i = 0; i < events.Length; i++) events[i] = PlaceOf(Count - events.Length + i);
        return events;
    }

    /// <summary>The digest of the whole run; nothing may be added afterwards.</summary>
    public Digest Finish() => _digest.Finish();

    private void Keep(in RunEvent bounded)
    {
        _digest.Add(bounded);
        // The ring grows piece by piece up to the bound: most runs are short.
        if (Count < _kept && Count % ChunkEvents == 0) _ring.Add(new RunEvent[Math.Min(ChunkEvents, _kept - Count)]);
        PlaceOf(Count) = bounded;
        Count++;
    }

    private ref RunEvent PlaceOf(long number)
    {
        var place = (int)(number % _kept);
        return ref _ring[place / ChunkEvents][place % ChunkEvents];
    }
}
