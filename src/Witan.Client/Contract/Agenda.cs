using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Client;

/// <summary>
/// Everything that is due at some time, behind the one timer of the machine. An entry that no longer means anything is
/// harmless: who handles it checks.
/// </summary>
internal sealed class Agenda
{
    public static readonly TimerId Timer = new("client", "due", 0);

    private readonly SortedSet<Entry> _entries = [];
    private Instant? _set;

    public void Add(Instant due, DueKind kind, ulong argument) => _entries.Add(new Entry(due, kind, argument));

    public void Remove(Instant due, DueKind kind, ulong argument) => _entries.Remove(new Entry(due, kind, argument));

    /// <summary>Takes out what is due, the earliest first.</summary>
    public bool TryTake(Instant now, out DueKind kind, out ulong argument)
    {
        (kind, argument) = (default, 0);
        if (_entries.Count == 0 || _entries.Min.Due > now) return false;
        var entry = _entries.Min;
        _entries.Remove(entry);
        (kind, argument) = (entry.Kind, entry.Argument);
        return true;
    }

    /// <summary>The timer fired: none is set any more.</summary>
    public void Fired() => _set = null;

    /// <summary>Sets the timer for the earliest entry, unless it is set for that or an earlier time.</summary>
    public void Arm(Instant now, ClientOutbox outbox)
    {
        if (_entries.Count == 0 || _set <= _entries.Min.Due) return;
        _set = _entries.Min.Due;
        var wait = _set.Value > now ? _set.Value - now : TimeSpan.Zero;
        outbox.Add(new ClientEffect.SetTimer(Timer, wait));
    }

    private readonly record struct Entry(Instant Due, DueKind Kind, ulong Argument) : IComparable<Entry>
    {
        public int CompareTo(Entry other)
        {
            var byDue = Due.CompareTo(other.Due);
            if (byDue != 0) return byDue;
            var byKind = Kind.CompareTo(other.Kind);
            return byKind != 0 ? byKind : Argument.CompareTo(other.Argument);
        }
    }
}
