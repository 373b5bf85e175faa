namespace Witan.Registry.State;

/// <summary>
/// Sorts the answer to a range. The order is total: entries equal in the target stand in ascending key order.
/// </summary>
/// <remarks>
/// etcd leaves the order of equal ones to its sorting routine; for up to a dozen entries that is the same.
/// </remarks>
internal static class EntrySorting
{
    /// <param name="kvs">In ascending order of keys.</param>
    /// <param name="order">None means ascending, by any target.</param>
    /// <param name="target">What to sort by.</param>
    public static void Sort(List<KeyValue> kvs, SortOrder order, SortTarget target)
    {
        if (target == SortTarget.Key)
        {
            if (order == SortOrder.Descend) kvs.Reverse();
            return;
        }

        var sign = order == SortOrder.Descend ? -1 : 1;
        kvs.Sort((x, y) =>
        {
            var byTarget = sign * Compare(x, y, target);
            return byTarget != 0 ? byTarget : x.Key.Span.SequenceCompareTo(y.Key.Span);
        });
    }

    private static int Compare(KeyValue x, KeyValue y, SortTarget target) => target switch
    {
        SortTarget.Version => x.Version.CompareTo(y.Version),
        SortTarget.Create => x.CreateRevision.CompareTo(y.CreateRevision),
        SortTarget.Mod => x.ModRevision.CompareTo(y.ModRevision),
        SortTarget.Value => Math.Sign(x.Value.Span.SequenceCompareTo(y.Value.Span)),
        _ => throw new InvalidOperationException("a sort target without an order"),
    };
}
