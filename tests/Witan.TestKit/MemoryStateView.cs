using Witan.Core.Application;

namespace Witan.TestKit;

/// <summary>
/// A view over maps in memory that notes what is read through it, as a view that collects proofs would.
/// </summary>
public sealed class MemoryStateView(MemoryState state, BlockContext block) : IStateView
{
    public BlockContext Block => block;

    /// <summary>Entries handed out, by get or by enumeration; an entry counts each time.</summary>
    public int EntriesRead { get; private set; }

    /// <summary>The entries handed out and nothing else.</summary>
    public MemoryState Witness { get; } = new();

    public IOrderedMapView Map(string name) => new NotingMap(this, name, state[name]);

    private sealed class NotingMap(MemoryStateView owner, string name, MemoryMap map) : IOrderedMapView
    {
        public bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
        {
            var found = map.TryGet(key, out value);
            if (found) Note(new MapEntry(key.ToArray(), value));
            return found;
        }

        public IEnumerable<MapEntry> Range(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to) =>
            map.Range(from, to).Select(Note);

        public IEnumerable<MapEntry> RangeDescending(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to) =>
            map.RangeDescending(from, to).Select(Note);

        private MapEntry Note(MapEntry entry)
        {
            owner.EntriesRead++;
            owner.Witness[name].Put(entry.Key.Span, entry.Value.Span);
            return entry;
        }
    }
}
