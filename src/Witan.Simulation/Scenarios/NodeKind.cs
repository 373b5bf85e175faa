namespace Witan.Simulation.Scenarios;

/// <summary>What stands behind a <see cref="NodeName"/>.</summary>
public enum NodeKind
{
    Replica,
    Client,
    Gateway,
}
