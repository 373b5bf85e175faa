using Witan.Core.Application;
using Witan.Core.Execution;
using KeyRange = Witan.Crypto.Trees.KeyRange;

namespace Witan.Simulation.Checking;

/// <summary>What two states do not share, entry by entry, in order of map and key.</summary>
public static class StateDiff
{
    /// <summary>Differences that are listed at most; a state that differs in more differs everywhere.</summary>
    public const int Limit = 64;

    /// <summary>All differences of two replicated states, the core's maps included.</summary>
    public static IReadOnlyList<StateDifference> Between(StateMaps left, StateMaps right)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (name, _) in left.All) names.Add(name);
        foreach (var (name, _) in right.All) names.Add(name);
        var found = new List<StateDifference>();
        foreach (var name in names)
        {
            if (left.Map(name).Root == right.Map(name).Root) continue;
            foreach (var difference in Walk(name, Entries(left, name), Entries(right, name)))
            {
                found.Add(difference);
                if (found.Count == Limit) return found;
            }
        }

        return found;
    }

    /// <summary>The entries of one map, sorted by key.</summary>
    internal static IEnumerable<MapEntry> Entries(StateMaps state, string map)
    {
        foreach (var entry in state.Map(map).Range(KeyRange.All).ToList())
            yield return new MapEntry(entry.Key, entry.Value);
    }

    /// <summary>The first difference of two sorted lists of entries, or null.</summary>
    internal static StateDifference? First(string map, IEnumerable<MapEntry> left, IEnumerable<MapEntry> right)
    {
        foreach (var difference in Walk(map, left, right)) return difference;
        return null;
    }

    private static IEnumerable<StateDifference> Walk(
        string map, IEnumerable<MapEntry> left, IEnumerable<MapEntry> right)
    {
        using var a = left.GetEnumerator();
        using var b = right.GetEnumerator();
        var (hasA, hasB) = (a.MoveNext(), b.MoveNext());
        while (hasA || hasB)
        {
            var order = !hasA ? 1 : !hasB ? -1 : a.Current.Key.Span.SequenceCompareTo(b.Current.Key.Span);
            if (order < 0) yield return new StateDifference(map, a.Current.Key, a.Current.Value, null);
            else if (order > 0) yield return new StateDifference(map, b.Current.Key, null, b.Current.Value);
            else if (!a.Current.Value.Span.SequenceEqual(b.Current.Value.Span))
                yield return new StateDifference(map, a.Current.Key, a.Current.Value, b.Current.Value);
            if (order <= 0) hasA = a.MoveNext();
            if (order >= 0) hasB = b.MoveNext();
        }
    }
}
