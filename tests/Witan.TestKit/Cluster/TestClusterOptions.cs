using Witan.Core.Application;
using Witan.Core.Ordering;
using Witan.Primitives.Membership;

namespace Witan.TestKit.Cluster;

/// <summary>How a cluster of whole replicas is set up. Durations in microseconds of virtual time.</summary>
public sealed record TestClusterOptions
{
    public int Replicas { get; init; } = 4;

    public int Faulty { get; init; } = 1;

    public int Clients { get; init; } = 1;

    public IProtocol Protocol { get; init; } = new Protocols.Pbft.Protocol();

    public IStateMachine Application { get; init; } = new CounterMachine();

    public ClusterParameters Parameters { get; init; } =
        new() { CheckpointInterval = 8, Window = 16, SlotsInFlight = 4 };

    /// <summary>Heartbeats are off unless a test is about them.</summary>
    public ReplicaOptions Replica { get; init; } = new() { Heartbeat = TimeSpan.Zero };

    public long NetworkDelay { get; init; } = 1_000;

    public long FlushDelay { get; init; } = 500;
}
