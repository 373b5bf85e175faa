namespace Witan.Simulation.Scenarios;

/// <summary>Which ordering protocol runs, and with which settings.</summary>
public sealed record ProtocolSpec
{
    /// <summary>A registered protocol. Default "pbft".</summary>
    public string Name { get; init; } = "pbft";

    public ProtocolOptions Options { get; init; } = new();
}
