using Witan.Core.Application;
using Witan.Crypto.Trees;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using MapEntry = Witan.Core.Application.MapEntry;

namespace Witan.Core.Execution;

/// <summary>
/// A read-only view over a certified state, built from proofs alone: what a client runs its query on (RULES 6). A read
/// that the proofs do not cover throws <see cref="OutsideWitnessException"/>; it is never taken for absent.
/// </summary>
public static class StateWitness
{
    /// <summary>Maps in one witness.</summary>
    public const int MaxMaps = Messages.Manifest.MaxMaps;

    /// <summary>Reads a witness from bytes nobody trusts and holds it against a certified state root.</summary>
    /// <param name="witness">As <see cref="WitnessRecorder.Build"/> makes it.</param>
    /// <param name="stateRoot">Of the certified commitment.</param>
    /// <param name="block">Height and time of that commitment.</param>
    /// <returns>Null if the bytes are not canonical or hash to another root.</returns>
    public static IStateView? Open(ReadOnlySpan<byte> witness, Digest stateRoot, BlockContext block)
    {
        var reader = new CanonicalReader(witness);
        if (WitnessMap.Open(reader.BytesView(witness.Length), stateRoot) is not { } roots) return null;
        var maps = new SortedList<string, WitnessMap>(StringComparer.Ordinal);
        var count = reader.Count(MaxMaps, 8);
        for (var i = 0; i < count; i++)
        {
            var name = reader.Text(Limits.MaxNameBytes);
            var bytes = reader.BytesView(witness.Length);
            if (reader.Failed || (i > 0 && string.CompareOrdinal(maps.Keys[i - 1], name) >= 0)) return null;
            if (roots.Get(StateMaps.NameKey(name), out var root) != ProvenRead.Present || root!.Length != Digest.Size)
                return null;
            if (WitnessMap.Open(bytes, new Digest(root)) is not { } map) return null;
            maps.Add(name, map);
        }

        return reader.Complete ? new View(block, roots, maps) : null;
    }

    private sealed class View(BlockContext block, WitnessMap roots, SortedList<string, WitnessMap> maps) : IStateView
    {
        public BlockContext Block { get; } = block;

        public IOrderedMapView Map(string name)
        {
            if (maps.TryGetValue(name, out var map)) return new ProvenMap(map);
            return roots.Get(StateMaps.NameKey(name), out _) == ProvenRead.Absent ? new EmptyMap() : new UncoveredMap();
        }
    }

    private sealed class ProvenMap(WitnessMap map) : IOrderedMapView
    {
        public bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
        {
            var read = map.Get(key, out var bytes);
            value = bytes;
            if (read == ProvenRead.OutsideWitness) throw new OutsideWitnessException();
            return read == ProvenRead.Present;
        }

        public IEnumerable<MapEntry> Range(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to) =>
            Walk(from, to, false);

        public IEnumerable<MapEntry> RangeDescending(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to) =>
            Walk(from, to, true);

        private IEnumerable<MapEntry> Walk(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to, bool descending)
        {
            if (MapRanges.IsEmpty(to)) yield break;
            var cursor = map.Range(MapRanges.Bounds(from, to), descending);
            while (true)
            {
                var read = cursor.Next(out var entry);
                if (read == ProvenRead.OutsideWitness) throw new OutsideWitnessException();
                if (read == ProvenRead.Absent) yield break;
                yield return new MapEntry(entry.Key, entry.Value);
            }
        }
    }

    private sealed class EmptyMap : IOrderedMapView
    {
        public bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
        {
            value = default;
            return false;
        }

        public IEnumerable<MapEntry> Range(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to) => [];

        public IEnumerable<MapEntry> RangeDescending(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to) => [];
    }

    private sealed class UncoveredMap : IOrderedMapView
    {
        public bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value) =>
            throw new OutsideWitnessException();

        public IEnumerable<MapEntry> Range(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to) =>
            throw new OutsideWitnessException();

        public IEnumerable<MapEntry> RangeDescending(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to) =>
            throw new OutsideWitnessException();
    }
}
