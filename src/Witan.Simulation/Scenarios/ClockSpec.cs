namespace Witan.Simulation.Scenarios;

/// <summary>Every node's clock. Time for durations never goes back; wall time does what this says.</summary>
public sealed record ClockSpec
{
    /// <summary>
    /// Wall time less true time at the start, drawn per node, -86,400,000 to 86,400,000. Default [0, 0].
    /// </summary>
    public MsRange SkewMs { get; init; }

    /// <summary>
    /// How much too fast or slow a clock may run, drawn per node from -drift to drift, 0 to 100,000 millionths. Default
    /// 0.
    /// </summary>
    public double DriftPpm { get; init; }
}
