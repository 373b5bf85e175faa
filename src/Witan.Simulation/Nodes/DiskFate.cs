namespace Witan.Simulation.Nodes;

/// <summary>What a crash does to a replica's disk.</summary>
public enum DiskFate
{
    /// <summary>What was flushed is there; of the rest any subset.</summary>
    Keep,

    /// <summary>The folder is gone, the key is not.</summary>
    Lose,

    /// <summary>As it was at the last stable checkpoint: an old backup.</summary>
    Old,
}
