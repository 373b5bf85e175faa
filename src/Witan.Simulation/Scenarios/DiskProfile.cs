namespace Witan.Simulation.Scenarios;

/// <summary>How long a flush takes; everything else of a disk costs no virtual time.</summary>
public enum DiskProfile
{
    /// <summary>0 ms.</summary>
    Instant,

    /// <summary>0 to 2 ms.</summary>
    Ssd,

    /// <summary>5 to 25 ms.</summary>
    Hdd,
}
