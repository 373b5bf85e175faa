namespace Witan.Simulation.Networks;

/// <summary>How well links carry. Drawn anew for every message.</summary>
/// <param name="LatencyLow">Shortest way, microseconds.</param>
/// <param name="LatencyHigh">Longest way, microseconds.</param>
/// <param name="Loss">Chance that a message is lost, 0 to 1.</param>
/// <param name="Duplication">Chance that it arrives twice, 0 to 1.</param>
/// <param name="Reorder">Chance that it may overtake what was sent before it on the same link, 0 to 1.</param>
public sealed record LinkQuality(
    long LatencyLow, long LatencyHigh, double Loss = 0, double Duplication = 0, double Reorder = 0)
{
    /// <summary>One millisecond, nothing lost.</summary>
    public static LinkQuality Perfect { get; } = new(1_000, 1_000);
}
