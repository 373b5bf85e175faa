namespace Witan.Protocols.Streamlet;

/// <summary>Time and leaders. All replicas of a cluster must have the same.</summary>
public sealed record StreamletOptions
{
    /// <summary>
    /// Delta of the paper: within it, in good times, a message reaches everybody, the durable writes before it
    /// included. An epoch is two of them. Default 100 ms: two disks of 25 ms and links of 30 ms fit twice.
    /// </summary>
    public TimeSpan Delta { get; init; } = new(100 * TimeSpan.TicksPerMillisecond);

    /// <summary>
    /// How far clocks may differ before an epoch is read from those of all instead of the own one. Default 25 ms, far
    /// below Delta.
    /// </summary>
    public TimeSpan SkewBound { get; init; } = new(25 * TimeSpan.TicksPerMillisecond);

    /// <summary>Who leads. Default by hash.</summary>
    public LeaderChoice Leaders { get; init; }

    /// <summary>2 * Delta, in microseconds.</summary>
    public long EpochMicroseconds => 2 * Delta.Ticks / TimeSpan.TicksPerMicrosecond;
}
