using Witan.Core.Ordering;
using Witan.Primitives.Membership;
using Witan.Simulation.Chance;
using Witan.Simulation.Disks;
using Witan.Simulation.Networks;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;

namespace Witan.Simulation.Running;

/// <summary>The settings of a cluster that a scenario describes; milliseconds become microseconds here.</summary>
internal static class ClusterOf
{
    private const long Millisecond = 1_000;

    public static ClusterSettings Scenario(Scenario scenario, ulong seed, IProtocol protocol, IService service)
    {
        var options = scenario.Protocol.Options;
        var dice = new Dice(seed, "clocks");
        var (low, high) = FlushOf(scenario.Disk);
        return new ClusterSettings
        {
            Seed = seed,
            Replicas = scenario.Cluster.N,
            Faulty = scenario.Cluster.F,
            Clients = scenario.Cluster.Clients,
            Gateways = scenario.Cluster.Gateways,
            Protocol = protocol,
            Application = service.Machine,
            ApplicationName = service.Name,
            Parameters = new ClusterParameters
            {
                CheckpointInterval = (uint)options.CheckpointInterval,
                Window = (uint)options.Window,
                SlotsInFlight = Math.Min(new ClusterParameters().SlotsInFlight, (uint)options.Window),
                MaxBlockRequests = (uint)options.Batch,
            },
            Options = new ReplicaOptions
            {
                RequestTimeout = Span(options.RequestTimeoutMs),
                ViewTimeout = Span(options.ViewTimeoutMs),
                MaxTimeout = Span(options.MaxTimeoutMs),
                Heartbeat = Span(options.HeartbeatMs),
                // A snapshot at every checkpoint: restarts then find snapshots, and journals are cut.
                SnapshotAfterBytes = 16 * 1024,
            },
            Network = new NetworkSettings(
                QualityOf(scenario.Network.Before), QualityOf(scenario.Network.After),
                scenario.Network.GstMs * Millisecond, scenario.Network.DeltaMs * Millisecond),
            RealCrypto = scenario.Cluster.Crypto == CryptoKind.Real,
            FlushLow = low,
            FlushHigh = high,
            Disks = new DiskChances(
                scenario.Disk.Bitrot, scenario.Disk.TornWrite, scenario.Disk.LostFsync, scenario.Disk.Misdirect,
                scenario.Disk.CapacityBytes),
            Skew = [.. Enumerable.Range(0, scenario.Cluster.N).Select(_ => Draw(dice, scenario.Clock.SkewMs))],
            DriftPpm = [
                .. Enumerable.Range(0, scenario.Cluster.N).Select(_ => DrawDrift(dice, scenario.Clock.DriftPpm))],
        };
    }

    private static TimeSpan Span(long milliseconds) => new(milliseconds * TimeSpan.TicksPerMillisecond);

    private static Networks.LinkQuality QualityOf(Scenarios.LinkQuality quality) => new(
        quality.LatencyMs.Min * Millisecond, quality.LatencyMs.Max * Millisecond, quality.Loss, quality.Dup,
        quality.Reorder);

    private static (long Low, long High) FlushOf(DiskSpec disk) => (disk.SyncMs, disk.Profile) switch
    {
        ({ } range, _) => (range.Min * Millisecond, range.Max * Millisecond),
        (_, DiskProfile.Instant) => (0, 0),
        (_, DiskProfile.Hdd) => (5 * Millisecond, 25 * Millisecond),
        _ => (0, 2 * Millisecond),
    };

    private static long Draw(Dice dice, MsRange range) =>
        dice.Between(range.Min * Millisecond, range.Max * Millisecond);

    private static long DrawDrift(Dice dice, double ppm) => dice.Between(-(long)ppm, (long)ppm);
}
