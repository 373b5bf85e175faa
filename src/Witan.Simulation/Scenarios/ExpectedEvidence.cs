namespace Witan.Simulation.Scenarios;

/// <summary>A lie that must be proved.</summary>
public sealed record ExpectedEvidence
{
    /// <summary>One of the protocol's kinds (<see cref="ProtocolDescription.EvidenceKinds"/>).</summary>
    public string Kind { get; init; } = "";

    /// <summary>The replica that lied.</summary>
    public int Member { get; init; }
}
