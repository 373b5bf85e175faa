using Witan.Core.Ordering;
using Witan.Primitives.Membership;

namespace Witan.TestKit.Pbft;

/// <summary>How the small world around a PBFT cluster is set up. Durations in microseconds of virtual time.</summary>
public sealed record PbftClusterOptions
{
    public int Replicas { get; init; } = 4;

    public int Faulty { get; init; } = 1;

    public ClusterParameters Parameters { get; init; } = new() { CheckpointInterval = 8, Window = 16, SlotsInFlight =
        4 };

    /// <summary>Heartbeats are off unless a test is about them.</summary>
    public ReplicaOptions Replica { get; init; } = new() { Heartbeat = TimeSpan.Zero };

    /// <summary>Bundles per block.</summary>
    public int Batch { get; init; } = 64;

    public long NetworkDelay { get; init; } = 1_000;

    public long FlushDelay { get; init; } = 500;

    /// <summary>Whether journal writes survive a crash; false is the planted fault of a disk that lies.</summary>
    public bool Durable { get; init; } = true;
}
