namespace Witan.Simulation.Checking.Linearizability;

/// <summary>The few keys of one part, those that exist, in order. Immutable; equal by content.</summary>
public sealed class KvState : IEquatable<KvState>
{
    private readonly KvEntry[] _entries;
    private readonly int _hash;

    private KvState(KvEntry[] entries)
    {
        _entries = entries;
        unchecked
        {
            foreach (var entry in entries)
            {
                _hash = HashOf(HashOf(_hash, entry.Key), entry.Value);
                _hash = (((_hash * 31) + (int)entry.Version) * 31) + (int)entry.ModRevision;
            }
        }
    }

    public static KvState Empty { get; } = new([]);

    public int Count => _entries.Length;

    internal KvEntry? Find(string key)
    {
        var index = IndexOf(key);
        return index < 0 ? null : _entries[index];
    }

    /// <summary>The same, with this entry for its key.</summary>
    internal KvState With(in KvEntry entry)
    {
        var index = IndexOf(entry.Key);
        if (index < 0) return new([.. _entries.AsSpan(0, ~index), entry, .. _entries.AsSpan(~index)]);
        if (_entries[index] == entry) return this;
        var entries = (KvEntry[])_entries.Clone();
        entries[index] = entry;
        return new(entries);
    }

    internal KvState Without(string key)
    {
        var index = IndexOf(key);
        return index < 0 ? this : new([.. _entries.AsSpan(0, index), .. _entries.AsSpan(index + 1)]);
    }

    /// <summary>The entries from the first key up to but without the end.</summary>
    internal ReadOnlySpan<KvEntry> InRange(string first, string? end)
    {
        var start = LowerBound(first);
        var stop = end is null ? _entries.Length : Math.Max(start, LowerBound(end));
        return _entries.AsSpan(start, stop - start);
    }

    public bool Equals(KvState? other) =>
        other is not null && _hash == other._hash && _entries.AsSpan().SequenceEqual(other._entries);

    public override bool Equals(object? obj) => Equals(obj as KvState);

    public override int GetHashCode() => _hash;

    public override string ToString() => _entries.Length == 0 ? "nothing" : string.Join(", ", _entries);

    private int LowerBound(string key)
    {
        var index = IndexOf(key);
        return index < 0 ? ~index : index;
    }

    private int IndexOf(string key)
    {
        var (low, high) = (0, _entries.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(_entries[middle].Key, key);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    private static int HashOf(int hash, string text)
    {
        foreach (var letter in text) hash = unchecked((hash * 31) + letter);
        return unchecked(hash * 31);
    }
}
