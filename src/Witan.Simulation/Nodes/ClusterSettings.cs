using Witan.Client;
using Witan.Core.Application;
using Witan.Core.Ordering;
using Witan.Primitives.Membership;
using Witan.Simulation.Disks;
using Witan.Simulation.Networks;
using Witan.Storage.Journals;

namespace Witan.Simulation.Nodes;

/// <summary>How a simulated cluster is set up. Durations in microseconds of virtual time.</summary>
public sealed record ClusterSettings
{
    /// <summary>Every draw of the run comes from it.</summary>
    public ulong Seed { get; init; }

    public int Replicas { get; init; } = 4;

    public int Faulty { get; init; } = 1;

    /// <summary>Replicas that run twice, distinct: a second instance with the same key and a disk of its own.</summary>
    public IReadOnlyList<int> Twins { get; init; } = [];

    /// <summary>Verifying clients of their own.</summary>
    public int Clients { get; init; } = 1;

    /// <summary>Gateways: verifying clients that others use.</summary>
    public int Gateways { get; init; }

    public required IProtocol Protocol { get; init; }

    /// <summary>Of the clients, and of every replica unless <see cref="ApplicationOf"/> makes another for it.</summary>
    public required IStateMachine Application { get; init; }

    /// <summary>An instance for each replica, by its number; null if all may share one.</summary>
    public Func<int, IStateMachine>? ApplicationOf { get; init; }

    public string ApplicationName { get; init; } = "simulated";

    public ClusterParameters Parameters { get; init; } = new();

    /// <summary>Heartbeats are off unless asked for.</summary>
    public ReplicaOptions Options { get; init; } = new() { Heartbeat = TimeSpan.Zero };

    /// <summary>Of every client and gateway.</summary>
    public ClientOptions ClientOptions { get; init; } = new();

    public NetworkSettings Network { get; init; } = NetworkSettings.Perfect;

    /// <summary>Ed25519 instead of the ideal oracle.</summary>
    public bool RealCrypto { get; init; }

    /// <summary>Shortest and longest append and flush.</summary>
    public long FlushLow { get; init; } = 300;

    public long FlushHigh { get; init; } = 700;

    /// <summary>What chance does to disks.</summary>
    public DiskChances Disks { get; init; }

    /// <summary>Longest time until an own signature comes back.</summary>
    public long SignHigh { get; init; } = 100;

    /// <summary>How far each replica's wall clock is ahead; missing means 0.</summary>
    public IReadOnlyList<long> Skew { get; init; } = [];

    /// <summary>How much too fast each replica's clocks are, microseconds per second; missing means 0.</summary>
    public IReadOnlyList<long> DriftPpm { get; init; } = [];

    /// <summary>Segments are small, so that many of them come and go.</summary>
    public JournalOptions Journal { get; init; } = new() { SegmentBytes = 64 * 1024 };

    /// <summary>
    /// One message in so many goes through encode and decode even when nobody touched it; 1 is every one.
    /// </summary>
    public int EncodeOneIn { get; init; } = 64;
}
