namespace Witan.Simulation.Scenarios;

/// <summary>Where a run ends at the latest.</summary>
public sealed record RunLimits
{
    /// <summary>Virtual time, 1 to 86,400,000. Default 60,000.</summary>
    public long VirtualMs { get; init; } = 60_000;

    /// <summary>Events, 1 to 1,000,000,000. Default 5,000,000.</summary>
    public long Events { get; init; } = 5_000_000;
}
