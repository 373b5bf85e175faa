using Witan.Core.Application;

namespace Witan.Registry.State;

/// <summary>
/// Reads the store as it was at an earlier revision: of each key its last version at or before it, unless that is a
/// delete.
/// </summary>
/// <remarks>
/// Two seeks per key, whatever the number of its versions: one finds the next key by its oldest version, the other the
/// version. A key whose oldest version is later did not exist yet and costs one.
/// </remarks>
internal static class HistoryReader
{
    public static IEnumerable<MapEntry> At(IOrderedMapView history, KeyRange keys, long revision)
    {
        if (keys.IsSingle)
        {
            if (LastVersion(history, keys.From, revision) is { } only) yield return only;
            yield break;
        }

        ReadOnlyMemory<byte> from = HistoryKey.Prefix(keys.From.Span);
        ReadOnlyMemory<byte>? to = null;
        if (keys.To is { } end) to = HistoryKey.Prefix(end.Span);
        while (First(history.Range(from, to)) is { } oldest)
        {
            if (!HistoryKey.TryParse(oldest.Key.Span, out var key, out var created))
                throw new InvalidOperationException("the history holds a key that is none of its own");
            if (created.Main <= revision && LastVersion(history, key, revision) is { } version) yield return version;
            from = HistoryKey.Behind(key);
        }
    }

    private static MapEntry? LastVersion(IOrderedMapView history, ReadOnlyMemory<byte> key, long revision)
    {
        var from = HistoryKey.Prefix(key.Span);
        var to = HistoryKey.Of(key.Span, new Revision(revision + 1, 0));
        if (First(history.RangeDescending(from, to)) is not { } version) return null;
        return StoredEntry.IsTombstone(version.Value) ? null : new MapEntry(key, version.Value);
    }

    private static MapEntry? First(IEnumerable<MapEntry> entries)
    {
        foreach (var entry in entries) return entry;
        return null;
    }
}
