using Witan.Crypto.Trees;
using MapEntry = Witan.Core.Application.MapEntry;

namespace Witan.Core.Execution;

/// <summary>Ranges of authenticated maps as the application's contract has them.</summary>
internal static class MapRanges
{
    public static IEnumerable<MapEntry> Of(
        AuthenticatedMap.Editor map, ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to, bool descending)
    {
        if (IsEmpty(to)) yield break;
        foreach (var entry in map.Range(Bounds(from, to), descending))
            yield return new MapEntry(entry.Key, entry.Value);
    }

    public static IEnumerable<MapEntry> Of(
        AuthenticatedMap map, ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to, bool descending)
    {
        if (IsEmpty(to)) yield break;
        foreach (var entry in map.Range(Bounds(from, to), descending))
            yield return new MapEntry(entry.Key, entry.Value);
    }

    /// <summary>
    /// An exclusive end that is the empty key: nothing lies below it. (The tree reads it as "no end".)
    /// </summary>
    public static bool IsEmpty(ReadOnlyMemory<byte>? to) => to is { Length: 0 };

    public static KeyRange Bounds(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to) =>
        new(from.ToArray(), to?.ToArray());
}
