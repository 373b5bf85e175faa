namespace Witan.Registry.State;

/// <summary>
/// Answers a range in etcd's order of work: revision, entries in key order, revision bounds, sorting, limit, values.
/// </summary>
internal static class RangeReader
{
    public static RegistryResult Read(in StoreView view, RegistryRequest.Range request, AnswerBudget budget)
    {
        var error = CheckRevision(view.Totals, request.Revision);
        if (error != RegistryError.None) return view.Refuse(error);
        if (!budget.TryTakeResult()) return view.Refuse(RegistryError.ResultTooLarge);
        var kvs = new List<KeyValue>();
        if (!TryFetch(view, request, kvs, out var count)) return view.Refuse(RegistryError.ResultTooLarge);
        EntrySorting.Sort(kvs, request.SortOrder, request.SortTarget);
        var more = request.Limit > 0 && kvs.Count > request.Limit;
        if (more) kvs.RemoveRange((int)request.Limit, kvs.Count - (int)request.Limit);
        for (var i = 0; i < kvs.Count; i++)
        {
            if (request.KeysOnly) kvs[i] = kvs[i] with { Value = default };
            if (!budget.TryTakeEntry(kvs[i])) return view.Refuse(RegistryError.ResultTooLarge);
        }

        return new RegistryResult.Range
        {
            Revision = view.Totals.Revision,
            Kvs = kvs,
            More = more,
            Count = request.SkipCount && !request.CountOnly ? kvs.Count : count,
        };
    }

    private static RegistryError CheckRevision(in Totals totals, long revision)
    {
        if (revision > totals.Revision) return RegistryError.FutureRevision;
        return revision > 0 && revision < totals.Compacted ? RegistryError.Compacted : RegistryError.None;
    }

    /// <summary>
    /// The entries that the answer is made of, and how many the range holds. Stops reading as soon as both are known:
    /// the count of all keys stands in the totals, and a caller may do without it.
    /// </summary>
    /// <returns>False once the answer is certain to be too large.</returns>
    private static bool TryFetch(
        in StoreView view, RegistryRequest.Range request, List<KeyValue> kvs, out long count)
    {
        var current = view.Totals.Revision;
        var revision = request.Revision <= 0 ? current : request.Revision;
        var knownCount = request.Keys.IsEverything && revision == current;
        var wanted = Wanted(request);
        var surelyAnswered = SurelyAnswered(request);
        count = view.Totals.Keys;
        if (knownCount && wanted == 0) return true;
        var stop = knownCount || (request.SkipCount && !request.CountOnly);
        long seen = 0;
        long bytes = 0;
        foreach (var entry in view.At(request.Keys, revision))
        {
            seen++;
            if (kvs.Count < wanted)
            {
                var stored = StoredEntry.Parse(entry.Value);
                if (!WithinBounds(stored, request)) continue;
                kvs.Add(stored.ToKeyValue(entry.Key));
                bytes += entry.Key.Length + (request.KeysOnly ? 0 : stored.Value.Length);
                if (bytes > RegistryLimits.MaxResultBytes && kvs.Count <= surelyAnswered) return false;
            }

            if (stop && kvs.Count == wanted) break;
        }

        if (!knownCount) count = seen;
        return true;
    }

    /// <summary>How many of the first entries no sorting can push behind the limit.</summary>
    private static long SurelyAnswered(RegistryRequest.Range request)
    {
        if (request.Limit <= 0) return long.MaxValue;
        var sorted = request.SortOrder != SortOrder.None || request.SortTarget != SortTarget.Key;
        return sorted ? 0 : request.Limit;
    }

    /// <summary>
    /// How many entries to keep. One above the limit tells whether there are more. A sort order or a bound needs all; a
    /// sort target alone does not, so that etcd then sorts only the first ones by key.
    /// </summary>
    private static long Wanted(RegistryRequest.Range request)
    {
        if (request.CountOnly) return 0;
        var all = request.Limit is <= 0 or long.MaxValue || request.SortOrder != SortOrder.None || HasBounds(request);
        return all ? long.MaxValue : request.Limit + 1;
    }

    private static bool HasBounds(RegistryRequest.Range request) =>
        request.MinModRevision != 0 || request.MaxModRevision != 0
        || request.MinCreateRevision != 0 || request.MaxCreateRevision != 0;

    private static bool WithinBounds(in StoredEntry entry, RegistryRequest.Range request) =>
        Within(entry.Mod, request.MinModRevision, request.MaxModRevision)
        && Within(entry.Create, request.MinCreateRevision, request.MaxCreateRevision);

    private static bool Within(long revision, long lowest, long highest) =>
        (lowest == 0 || revision >= lowest) && (highest == 0 || revision <= highest);
}
