namespace Witan.Simulation.Scenarios;

/// <summary>What stands behind a <see cref="NodeName"/>.</summary>
public enum NodeKind
{
    Replica,
    Client,
    Gateway,

    /// <summary>
    /// A second running instance of a replica, with its key and a disk of its own; in no scenario file.
    /// </summary>
    Twin,
}
