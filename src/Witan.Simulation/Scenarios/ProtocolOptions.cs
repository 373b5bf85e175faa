using Witan.Primitives.Membership;

namespace Witan.Simulation.Scenarios;

/// <summary>
/// Settings with the same names for every protocol, and those that one protocol adds. Defaults are the product's, the
/// heartbeat excepted.
/// </summary>
public sealed record ProtocolOptions
{
    private static readonly ClusterParameters Product = new();

    /// <summary>Requests of one block, 1 to 1,024. Default 1,024.</summary>
    public int Batch { get; init; } = (int)Product.MaxBlockRequests;

    /// <summary>L as the file gives it; null where it does not.</summary>
    public int? DeclaredWindow { get; init; }

    /// <summary>K as the file gives it; null where it does not.</summary>
    public int? DeclaredCheckpointInterval { get; init; }

    /// <summary>
    /// How long the oldest request may wait before the leader is suspected, in ms, 1 to 3,600,000. Default 500.
    /// </summary>
    public long RequestTimeoutMs { get; init; } = 500;

    /// <summary>How long a new view may take to begin, in ms, 1 to 3,600,000; doubles. Default 500.</summary>
    public long ViewTimeoutMs { get; init; } = 500;

    /// <summary>The cap as the file gives it; null where it does not.</summary>
    public long? DeclaredMaxTimeoutMs { get; init; }

    /// <summary>Idle time before an empty block is proposed, in ms, 0 to 3,600,000; 0 is never. Default 0.</summary>
    public long HeartbeatMs { get; init; }

    /// <summary>What the protocol's page adds, by name in ordinal order. Default none.</summary>
    public ValueList<Named<double>> Further { get; init; } = [];

    /// <summary>
    /// Heights between checkpoints (K), 1 to 65,536. Default 128, or half of a window that the file gives.
    /// </summary>
    public int CheckpointInterval =>
        DeclaredCheckpointInterval ?? (DeclaredWindow is { } window ? window / 2 : (int)Product.CheckpointInterval);

    /// <summary>
    /// Heights above the stable checkpoint in which replicas vote (L), a multiple of K, 2 to 64 times. Default 2K.
    /// </summary>
    public int Window => DeclaredWindow ?? (2 * CheckpointInterval);

    /// <summary>The cap of both timeouts, in ms, at least each of them. Default 4,000 or the larger of them.</summary>
    public long MaxTimeoutMs => DeclaredMaxTimeoutMs ?? Math.Max(4_000, Math.Max(RequestTimeoutMs, ViewTimeoutMs));
}
