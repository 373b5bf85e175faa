namespace Witan.Simulation.Scenarios;

/// <summary>
/// Every replica's disk: 4 KiB sectors, a volatile cache, a flush that empties it. The probabilities are those of the
/// faults that the action `disk` brings about by script.
/// </summary>
public sealed record DiskSpec
{
    /// <summary>How long writing takes. Default ssd.</summary>
    public DiskProfile Profile { get; init; } = DiskProfile.Ssd;

    /// <summary>Probability per sector read that one of its bits has flipped, 0 to 1. Default 0.</summary>
    public double Bitrot { get; init; }

    /// <summary>
    /// Probability that a crash leaves the last write half done, 0 to 1. Default 0. What was flushed stays.
    /// </summary>
    public double TornWrite { get; init; }

    /// <summary>Probability per flush that it says done and is not, 0 to 1. Default 0.</summary>
    public double LostFsync { get; init; }

    /// <summary>Probability per write that it lands in another sector, 0 to 1. Default 0.</summary>
    public double Misdirect { get; init; }

    /// <summary>Duration of a flush in ms, 0 to 86,400,000. Default null: the profile's.</summary>
    public MsRange? SyncMs { get; init; }

    /// <summary>Bytes until the disk is full, 4,096 to 2^53. Default null: never.</summary>
    public long? CapacityBytes { get; init; }
}
