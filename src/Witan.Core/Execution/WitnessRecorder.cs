using Witan.Core.Application;
using Witan.Crypto.Trees;
using Witan.Primitives.Encoding;
using MapEntry = Witan.Core.Application.MapEntry;

namespace Witan.Core.Execution;

/// <summary>
/// A view over an executed state that remembers what is read, so that the same reads can be answered from proofs. It
/// stops a query that reads more than a witness may hold.
/// </summary>
/// <param name="state">The maps.</param>
/// <param name="block">Height and time that they belong to.</param>
/// <param name="maxBytes">Bytes of keys and values that may be read.</param>
public sealed class WitnessRecorder(StateMaps state, BlockContext block, long maxBytes) : IStateView
{
    private readonly SortedList<string, RecordedMap> _maps = new(StringComparer.Ordinal);
    private readonly WitnessBuilder _roots = new(state.Roots);
    private long _left = maxBytes;

    public BlockContext Block { get; } = block;

    public IOrderedMapView Map(string name)
    {
        if (_maps.TryGetValue(name, out var open)) return open;
        _roots.TryGet(StateMaps.NameKey(name), out _);
        var map = new RecordedMap(this, new WitnessBuilder(state.Map(name)), state.Map(name).Count > 0);
        _maps.Add(name, map);
        return map;
    }

    /// <summary>Roots' witness, then name and witness of each map that is not empty, sorted by name.</summary>
    public byte[] Build()
    {
        var writer = new CanonicalWriter(4096);
        writer.Bytes(_roots.Build());
        var present = _maps.Where(m => m.Value.IsPresent).ToList();
        writer.Count(present.Count);
        foreach (var (name, map) in present)
        {
            writer.Text(name);
            writer.Bytes(map.Build());
        }

        return writer.ToArray();
    }

    private void Spend(int bytes)
    {
        _left -= bytes;
        if (_left < 0) throw new WitnessTooLargeException();
    }

    private sealed class RecordedMap(WitnessRecorder owner, WitnessBuilder map, bool isPresent) : IOrderedMapView
    {
        public bool IsPresent { get; } = isPresent;

        public byte[] Build() => map.Build();

        public bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
        {
            var found = map.TryGet(key, out var bytes);
            owner.Spend(key.Length + (bytes?.Length ?? 0));
            value = bytes;
            return found;
        }

        public IEnumerable<MapEntry> Range(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to) =>
            Walk(from, to, false);

        public IEnumerable<MapEntry> RangeDescending(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to) =>
            Walk(from, to, true);

        private IEnumerable<MapEntry> Walk(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to, bool descending)
        {
            if (MapRanges.IsEmpty(to)) yield break;
            foreach (var entry in map.Range(MapRanges.Bounds(from, to), descending))
            {
                owner.Spend(entry.Key.Length + entry.Value.Length);
                yield return new MapEntry(entry.Key, entry.Value);
            }
        }
    }
}
