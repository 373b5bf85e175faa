namespace Witan.Simulation.Comparing;

/// <summary>Of several latencies, in microseconds of virtual time.</summary>
/// <param name="Min">Shortest.</param>
/// <param name="Median">The lower of the two in the middle.</param>
/// <param name="P99">99 of 100 are not longer; the longest if there are fewer than a hundred.</param>
/// <param name="Max">Longest.</param>
public sealed record LatencySummary(long Min, long Median, long P99, long Max)
{
    /// <summary>Null for none.</summary>
    public static LatencySummary? Of(IEnumerable<long> latencies)
    {
        long[] sorted = [.. latencies.Order()];
        return sorted.Length == 0 ? null : new LatencySummary(
            sorted[0], sorted[(sorted.Length - 1) / 2], sorted[((sorted.Length * 99) + 99) / 100 - 1], sorted[^1]);
    }
}
