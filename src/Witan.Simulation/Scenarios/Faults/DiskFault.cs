namespace Witan.Simulation.Scenarios;

/// <summary>How a disk misbehaves.</summary>
public enum DiskFault
{
    /// <summary>The next crash leaves the last write half done.</summary>
    TornWrite,

    /// <summary>The next flush says done and is not.</summary>
    LostFsync,

    /// <summary>A bit of one written sector flips, at once.</summary>
    BitRot,

    /// <summary>The next write lands in another sector.</summary>
    Misdirect,

    /// <summary>No write succeeds until a heal of the node.</summary>
    Full,

    /// <summary>Flushes take 100 times as long until a heal of the node.</summary>
    Slow,
}
