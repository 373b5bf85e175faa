using Witan.Core.Application;

namespace Witan.Simulation.Checking.Reference;

/// <summary>An ordered map in memory, without a tree: what the core's maps are held against.</summary>
public sealed class ReferenceMap : IOrderedMap
{
    private readonly SortedSet<MapEntry> _entries;

    public ReferenceMap() => _entries = new SortedSet<MapEntry>(ByKey.Instance);

    private ReferenceMap(SortedSet<MapEntry> entries) => _entries = new SortedSet<MapEntry>(entries, ByKey.Instance);

    public int Count => _entries.Count;

    public IEnumerable<MapEntry> Entries => _entries;

    public ReferenceMap Copy() => new(_entries);

    public bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        var found = _entries.TryGetValue(new MapEntry(key.ToArray(), default), out var entry);
        value = entry.Value;
        return found;
    }

    public IEnumerable<MapEntry> Range(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to) => Between(from, to, false);

    public IEnumerable<MapEntry> RangeDescending(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to) =>
        Between(from, to, true);

    public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.IsEmpty || key.Length > Primitives.Limits.MaxKeyBytes)
            throw new ArgumentException("a key must have 1 to MaxKeyBytes bytes", nameof(key));
        var entry = new MapEntry(key.ToArray(), value.ToArray());
        _entries.Remove(entry);
        _entries.Add(entry);
    }

    public bool Delete(ReadOnlySpan<byte> key) => _entries.Remove(new MapEntry(key.ToArray(), default));

    private IEnumerable<MapEntry> Between(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to, bool descending)
    {
        if (_entries.Count == 0) yield break;
        var lower = new MapEntry(from, default);
        var upper = to is { } end ? new MapEntry(end, default) : _entries.Max;
        if (ByKey.Instance.Compare(lower, upper) > 0) yield break;
        var view = _entries.GetViewBetween(lower, upper);
        foreach (var entry in descending ? view.Reverse() : view)
        {
            if (to is { } exclusive && entry.Key.Span.SequenceEqual(exclusive.Span)) continue;
            yield return entry;
        }
    }

    private sealed class ByKey : IComparer<MapEntry>
    {
        public static readonly ByKey Instance = new();

        public int Compare(MapEntry x, MapEntry y) => x.Key.Span.SequenceCompareTo(y.Key.Span);
    }
}
