namespace Witan.Simulation.Scenarios;

/// <summary>What a crashed replica finds on its disk.</summary>
public enum CrashDisk
{
    /// <summary>All that was durable.</summary>
    Keep,

    /// <summary>Nothing.</summary>
    Lose,

    /// <summary>The image of its last checkpoint: a restored backup.</summary>
    Old,
}
