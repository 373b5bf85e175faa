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

    private const int Kinds = (int)DueKind.ClaimExpired + 1;

    // Times of one kind mostly come in their order, since one duration mostly is behind all of them.
    private readonly AscendingSet<Entry>[] _byKind = new AscendingSet<Entry>[Kinds];
    private Instant? _set;

    public Agenda()
    {
        for (var kind = 0; kind < Kinds; kind++) _byKind[kind] = new AscendingSet<Entry>();
    }

    public void Add(Instant due, DueKind kind, ulong argument) => _byKind[(int)kind].Add(new Entry(due, argument));

    public void Remove(Instant due, DueKind kind, ulong argument) =>
        _byKind[(int)kind].Remove(new Entry(due, argument));

    /// <summary>Takes out what is due, the earliest first.</summary>
    public bool TryTake(Instant now, out DueKind kind, out ulong argument)
    {
        if (!TryPeek(out kind, out var entry) || entry.Due > now)
        {
            (kind, argument) = (default, 0);
            return false;
        }

        _byKind[(int)kind].Remove(entry);
        argument = entry.Argument;
        return true;
    }

    /// <summary>The timer fired: none is set any more.</summary>
    public void Fired() => _set = null;

    /// <summary>Sets the timer for the earliest entry, unless it is set for that or an earlier time.</summary>
    public void Arm(Instant now, ClientOutbox outbox)
    {
        if (!TryPeek(out _, out var earliest) || _set <= earliest.Due) return;
        _set = earliest.Due;
        var wait = earliest.Due > now ? earliest.Due - now : TimeSpan.Zero;
        outbox.Add(new ClientEffect.SetTimer(Timer, wait));
    }

    /// <summary>The earliest entry; at one time those of the first kind, by their arguments.</summary>
    private bool TryPeek(out DueKind kind, out Entry earliest)
    {
        (kind, earliest) = (default, default);
        var any = false;
        for (var i = 0; i < Kinds; i++)
        {
            if (!_byKind[i].TryPeek(out var entry) || (any && entry.Due >= earliest.Due)) continue;
            (kind, earliest, any) = ((DueKind)i, entry, true);
        }

        return any;
    }

    private readonly record struct Entry(Instant Due, ulong Argument) : IComparable<Entry>
    {
        public int CompareTo(Entry other)
        {
            var byDue = Due.CompareTo(other.Due);
            return byDue != 0 ? byDue : Argument.CompareTo(other.Argument);
        }
    }
}
