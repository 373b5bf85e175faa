namespace Witan.Registry.State;

/// <summary>Whether a comparison of a transaction holds.</summary>
internal static class ComparisonRules
{
    public static bool Holds(in StoreView view, Comparison comparison)
    {
        var found = false;
        foreach (var entry in view.At(comparison.Range, view.Totals.Revision))
        {
            found = true;
            if (!Holds(StoredEntry.Parse(entry.Value), comparison)) return false;
        }

        return found || HoldsForAbsent(comparison);
    }

    /// <summary>
    /// A key that is absent has zeros for numbers; it has no value, so no comparison of values holds.
    /// </summary>
    private static bool HoldsForAbsent(Comparison comparison) =>
        comparison.Target != ComparisonTarget.Value && Holds(0L.CompareTo(comparison.Number), comparison.Result);

    private static bool Holds(in StoredEntry entry, Comparison comparison) => Holds(
        comparison.Target switch
        {
            ComparisonTarget.Version => entry.Version.CompareTo(comparison.Number),
            ComparisonTarget.Create => entry.Create.CompareTo(comparison.Number),
            ComparisonTarget.Mod => entry.Mod.CompareTo(comparison.Number),
            ComparisonTarget.Lease => entry.Lease.CompareTo(comparison.Number),
            ComparisonTarget.Value => entry.Value.Span.SequenceCompareTo(comparison.Value.Span),
            _ => throw new InvalidOperationException("a comparison target without a rule"),
        },
        comparison.Result);

    private static bool Holds(int order, ComparisonResult wanted) => wanted switch
    {
        ComparisonResult.Equal => order == 0,
        ComparisonResult.Greater => order > 0,
        ComparisonResult.Less => order < 0,
        ComparisonResult.NotEqual => order != 0,
        _ => throw new InvalidOperationException("a comparison result without a rule"),
    };
}
