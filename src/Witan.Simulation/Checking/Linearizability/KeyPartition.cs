namespace Witan.Simulation.Checking.Linearizability;

/// <summary>
/// Splits operations into parts that share no key, so that each part can be checked alone.
/// </summary>
/// <remarks>
/// A history is linearizable exactly if its projection on each object is (Herlihy and Wing, TOPLAS 1990, section 3.2:
/// locality); keys that some operation joins are one object. Horn and Kroening, FORTE 2015: P-compositionality.
/// </remarks>
internal static class KeyPartition
{
    /// <summary>The parts as ascending indices of operations, smaller parts first, then by first index.</summary>
    public static List<int[]> Of<TState, TOperation, TResult>(
        IModel<TState, TOperation, TResult> model, IReadOnlyList<TOperation> operations)
        where TState : IEquatable<TState>
    {
        var footprints = new Footprint[operations.Count];
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < footprints.Length; i++)
        {
            footprints[i] = new Footprint();
            model.Touch(operations[i], footprints[i]);
            foreach (var key in footprints[i].Keys) keys.Add(key);
        }

        return Group(footprints, [.. keys]);
    }

    private static List<int[]> Group(Footprint[] footprints, string[] keys)
    {
        // Elements of the union: the operations, then the keys. An operation on no known key stays alone.
        var sets = new DisjointSets(footprints.Length + keys.Length);
        for (var i = 0; i < footprints.Length; i++)
        {
            foreach (var key in footprints[i].Keys) sets.Join(i, footprints.Length + LowerBound(keys, key));
            foreach (var (first, end) in footprints[i].Ranges)
            {
                var stop = end is null ? keys.Length : LowerBound(keys, end);
                for (var k = LowerBound(keys, first); k < stop; k++) sets.Join(i, footprints.Length + k);
            }
        }

        var groups = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < footprints.Length; i++)
        {
            var root = sets.Find(i);
            if (!groups.TryGetValue(root, out var group)) groups[root] = group = [];
            group.Add(i);
        }

        var parts = new List<int[]>();
        foreach (var group in groups.Values) parts.Add([.. group]);
        parts.Sort((a, b) => a.Length != b.Length ? a.Length.CompareTo(b.Length) : a[0].CompareTo(b[0]));
        return parts;
    }

    /// <summary>The first index whose key is not below the given one.</summary>
    private static int LowerBound(string[] keys, string key)
    {
        var found = Array.BinarySearch(keys, key, StringComparer.Ordinal);
        return found < 0 ? ~found : found;
    }
}
