namespace Witan.Core.Ordering;

/// <summary>
/// Settings of one process; replicas may differ. What they must share is in the configuration's parameters.
/// </summary>
public sealed record ReplicaOptions
{
    /// <summary>
    /// How long the oldest request of a session may wait before the leader is suspected. Default 500 ms.
    /// </summary>
    public TimeSpan RequestTimeout { get; init; } = new(500 * TimeSpan.TicksPerMillisecond);

    /// <summary>How long a new view may take to begin; doubles with each attempt. Default 500 ms.</summary>
    public TimeSpan ViewTimeout { get; init; } = new(500 * TimeSpan.TicksPerMillisecond);

    /// <summary>The cap of both doublings; must exceed any real delay. Default 4 s.</summary>
    public TimeSpan MaxTimeout { get; init; } = new(4 * TimeSpan.TicksPerSecond);

    /// <summary>How long a bundle waits before it is relayed to the leader. Default 50 ms.</summary>
    public TimeSpan RelayDelay { get; init; } = new(50 * TimeSpan.TicksPerMillisecond);

    /// <summary>How often a replica says how far it is. Default 200 ms.</summary>
    public TimeSpan StatusInterval { get; init; } = new(200 * TimeSpan.TicksPerMillisecond);

    /// <summary>
    /// How long nothing may be decided before the leader proposes an empty block; zero is never. Default 1 s.
    /// </summary>
    public TimeSpan Heartbeat { get; init; } = new(TimeSpan.TicksPerSecond);

    /// <summary>Blocks in a row that lag the own clock before the leader is suspected. Default 64.</summary>
    public int LaggingBlocks { get; init; } = 64;

    /// <summary>How long a fetched body may take before another peer is asked. Default 100 ms.</summary>
    public TimeSpan FetchTimeout { get; init; } = new(100 * TimeSpan.TicksPerMillisecond);

    /// <summary>
    /// How long the newest state vote waits for a newer one before other replicas get it. Clients have it at once;
    /// checkpoints and every eighth height do not wait, nor does a height that a confirm round or another replica asks
    /// for. Zero says every vote at once. Default 5 ms, about a round between neighbours.
    /// </summary>
    public TimeSpan StateVoteDelay { get; init; } = new(5 * TimeSpan.TicksPerMillisecond);

    /// <summary>
    /// Bytes of decided blocks kept, in memory, for peers that fetch; who lags further transfers state. Default 64 MiB.
    /// </summary>
    public long RetainBytes { get; init; } = 64L << 20;

    /// <summary>
    /// How long decided blocks are kept for peers that fetch, counted from the checkpoint that covers them. Default 10
    /// minutes.
    /// </summary>
    public TimeSpan RetainTime { get; init; } = new(10 * TimeSpan.TicksPerMinute);

    /// <summary>Pooled bytes per client key. Default 16 MiB.</summary>
    public long PoolBytesPerKey { get; init; } = 16L << 20;

    /// <summary>Pooled bytes per session. Default 4 MiB.</summary>
    public long PoolBytesPerSession { get; init; } = 4L << 20;

    /// <summary>Pooled bytes in all. Default 128 MiB.</summary>
    public long PoolBytes { get; init; } = 128L << 20;

    /// <summary>Journal bytes after which a snapshot is due at the next checkpoint. Default 64 MiB.</summary>
    public long SnapshotAfterBytes { get; init; } = 64L << 20;
}
