using Witan.Core.Application;

namespace Witan.Registry.State;

/// <summary>The operations that a request is made of. Each is refused before it changes anything, or done.</summary>
internal static class Operations
{
    public static RegistryResult Put(Store store, RegistryRequest.Put put, AnswerBudget budget)
    {
        var exists = store.TryGet(put.Key, out var before, out var stored);
        if ((put.IgnoreValue || put.IgnoreLease) && !exists) return store.View.Refuse(RegistryError.KeyNotFound);
        var previous = put.PrevKv && exists ? before.ToKeyValue(put.Key) : null;
        if (!budget.TryTakeResult() || (previous is not null && !budget.TryTakeEntry(previous)))
            return store.View.Refuse(RegistryError.ResultTooLarge);
        var revision = store.ChangeRevision;
        var entry = new StoredEntry
        {
            Create = exists ? before.Create : revision,
            Mod = revision,
            Version = exists ? before.Version + 1 : 1,
            Lease = put.IgnoreLease ? before.Lease : put.Lease,
            Value = put.IgnoreValue ? before.Value : put.Value,
        };
        // Not `null`: that would become empty memory, by way of an array.
        store.Put(put.Key, entry, exists ? stored : default(ReadOnlyMemory<byte>?));
        return new RegistryResult.Put { Revision = revision, PrevKv = previous };
    }

    public static RegistryResult DeleteRange(Store store, RegistryRequest.DeleteRange delete, AnswerBudget budget)
    {
        var view = store.View;
        if (!budget.TryTakeResult()) return view.Refuse(RegistryError.ResultTooLarge);
        // Collected first: a map must not change under an open enumeration.
        var found = new List<MapEntry>();
        var previous = new List<KeyValue>();
        foreach (var entry in view.At(delete.Keys, view.Totals.Revision))
        {
            found.Add(entry);
            if (!delete.PrevKv) continue;
            var kv = StoredEntry.Parse(entry.Value).ToKeyValue(entry.Key);
            if (!budget.TryTakeEntry(kv)) return view.Refuse(RegistryError.ResultTooLarge);
            previous.Add(kv);
        }

        foreach (var entry in found) store.Delete(entry.Key, entry.Value);
        return new RegistryResult.DeleteRange
        {
            Revision = store.View.Totals.Revision,
            Deleted = found.Count,
            PrevKvs = previous,
        };
    }

    /// <summary>etcd looks at the compacted revision before it looks at the current one.</summary>
    public static RegistryResult Compact(Store store, RegistryRequest.Compact compact)
    {
        var view = store.View;
        if (compact.Revision <= view.Totals.Compacted) return view.Refuse(RegistryError.Compacted);
        if (compact.Revision > view.Totals.Revision) return view.Refuse(RegistryError.FutureRevision);
        store.Compact(compact.Revision);
        HistorySweep.Begin(store, compact.Revision);
        return new RegistryResult.Compact { Revision = view.Totals.Revision };
    }
}
