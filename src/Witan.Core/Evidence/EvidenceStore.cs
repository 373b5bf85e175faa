using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Core.Evidence;

/// <summary>
/// Signed lies (RULES 9): the first conflicting pair per member, kind and configuration, and how many there were. Bounded by
/// members times kinds; garbage collection does not touch it.
/// </summary>
internal sealed class EvidenceStore
{
    private readonly SortedList<(ReplicaId Member, byte Kind, ConfigurationNumber Configuration), Entry> _entries = [];

    public void Add(SignedStatement first, SignedStatement second)
    {
        if (!IsLie(first.Statement, second.Statement)) return;
        var key = (first.Statement.Sender, first.Statement.Type, first.Statement.Configuration);
        if (_entries.TryGetValue(key, out var entry)) entry.Count++;
        else _entries.Add(key, new Entry(first, second));
    }

    /// <summary>Proved lies per member.</summary>
    public IReadOnlyList<KeyValuePair<ReplicaId, ulong>> Counts
    {
        get
        {
            var counts = new SortedList<ReplicaId, ulong>();
            foreach (var (key, entry) in _entries) counts[key.Member] = counts.GetValueOrDefault(key.Member) + entry.Count;
            return [.. counts];
        }
    }

    /// <summary>The first pair of a member, or null.</summary>
    public (SignedStatement First, SignedStatement Second)? FirstOf(ReplicaId member)
    {
        foreach (var (key, entry) in _entries)
        {
            if (key.Member == member) return (entry.First, entry.Second);
        }

        return null;
    }

    /// <summary>Two statements of one member with equal promise keys and different texts.</summary>
    public static bool IsLie(Statement first, Statement second) =>
        first.Sender == second.Sender && first.Promise is { } key && second.Promise == key
        && first.TextDigest(default, 0) != second.TextDigest(default, 0);

    private sealed class Entry(SignedStatement first, SignedStatement second)
    {
        public SignedStatement First { get; } = first;

        public SignedStatement Second { get; } = second;

        public ulong Count { get; set; } = 1;
    }
}
