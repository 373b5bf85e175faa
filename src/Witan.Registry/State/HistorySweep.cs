using Witan.Core.Application;
using Witan.Primitives.Encoding;

namespace Witan.Registry.State;

/// <summary>
/// Removes from the history what a compaction made unreadable, a bounded number of entries per block: of each key every
/// version at or before the target but the last, and that one too if it is a delete.
/// </summary>
/// <remarks>
/// Layout of its value in <c>meta</c>: target i64 | next history key bytes. Goes from the lowest key to the highest and
/// from the oldest version to the newest, so that at every stop the versions that are left still answer every read at
/// or above the target. A compaction during a sweep does not move the target; another sweep follows for it.
/// </remarks>
internal static class HistorySweep
{
    public static void Begin(Store store, long target)
    {
        if (!store.Meta.TryGet(MapNames.Sweep, out _)) Save(store, target, []);
    }

    /// <summary>One block's share of the work, if there is any.</summary>
    public static void Continue(Store store)
    {
        if (!store.Meta.TryGet(MapNames.Sweep, out var saved)) return;
        var reader = new CanonicalReader(saved.Span);
        var target = reader.I64();
        var next = Advance(store, target, reader.Bytes(Primitives.Limits.MaxKeyBytes + 1));
        if (!reader.Complete) throw new InvalidOperationException("meta holds no sweep");
        var compacted = store.View.Totals.Compacted;
        if (next is not null) Save(store, target, next);
        else if (compacted > target) Save(store, compacted, []);
        else store.Meta.Delete(MapNames.Sweep);
    }

    /// <returns>Where to go on; null at the end.</returns>
    private static byte[]? Advance(Store store, long target, byte[] from)
    {
        var removed = new List<MapEntry>();
        byte[]? next = null;
        MapEntry? undecided = null;
        var examined = 0;
        foreach (var version in store.History.Range(from, null))
        {
            if (examined++ == RegistryLimits.SweepEntriesPerBlock)
            {
                next = (undecided ?? version).Key.ToArray();
                break;
            }

            var atOrBefore = HistoryKey.RevisionOf(version.Key.Span).Main <= target;
            if (undecided is { } older && (IsDelete(older) || (atOrBefore && SameKey(older, version))))
                removed.Add(older);
            undecided = atOrBefore ? version : null;
        }

        if (next is null && undecided is { } last && IsDelete(last)) removed.Add(last);
        foreach (var version in removed) store.Forget(version);
        return next;
    }

    /// <summary>
    /// A delete at or before the target goes once what it follows is gone: those are older and went before.
    /// </summary>
    private static bool IsDelete(MapEntry version) => StoredEntry.IsTombstone(version.Value);

    private static bool SameKey(MapEntry older, MapEntry newer) =>
        HistoryKey.PrefixOf(older.Key).Span.SequenceEqual(HistoryKey.PrefixOf(newer.Key).Span);

    private static void Save(Store store, long target, ReadOnlySpan<byte> next)
    {
        var writer = new CanonicalWriter();
        writer.I64(target);
        writer.Bytes(next);
        store.Meta.Put(MapNames.Sweep, writer.Written);
    }
}
