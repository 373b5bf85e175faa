using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Shrinking;

/// <summary>What of a scenario may be the default: the less there is to think of, the better.</summary>
internal static class Simplifications
{
    private static readonly LinkQuality Quality = new();
    private static readonly WorkloadSpec Load = new();

    public static IReadOnlyList<(string Name, Func<Scenario, Scenario> Simplify)> All { get; } =
    [
        ("network", s => s with { Network = new NetworkSpec() }),
        .. OfQuality("before", s => s.Network.Before, (s, q) => s with { Network = s.Network with { Before = q } }),
        .. OfQuality("after", s => s.Network.After, (s, q) => s with { Network = s.Network with { After = q } }),
        ("gst", s => s with { Network = s.Network with { GstMs = 0 } }),
        ("delta", s => s with { Network = s.Network with { DeclaredDeltaMs = null } }),
        ("disk", s => s with { Disk = new DiskSpec() }),
        ("clock", s => s with { Clock = new ClockSpec() }),
        ("crypto", s => s with { Cluster = s.Cluster with { Crypto = CryptoKind.Ideal } }),
        ("organisations", s => s with { Cluster = s.Cluster with { Orgs = [] } }),
        ("options", s => s with { Protocol = s.Protocol with { Options = new ProtocolOptions() } }),
        ("think time", s => s with { Workload = s.Workload with { ThinkMs = default } }),
        ("popularity", s => s with { Workload = s.Workload with { Zipf = Load.Zipf } }),
        ("keys", s => s with { Workload = s.Workload with { Keys = Load.Keys } }),
    ];

    private static IEnumerable<(string Name, Func<Scenario, Scenario> Simplify)> OfQuality(
        string when, Func<Scenario, LinkQuality> of, Func<Scenario, LinkQuality, Scenario> with) =>
    [
        ($"loss {when}", s => with(s, of(s) with { Loss = 0 })),
        ($"duplication {when}", s => with(s, of(s) with { Dup = 0 })),
        ($"reorder {when}", s => with(s, of(s) with { Reorder = 0 })),
        ($"latency {when}", s => with(s, of(s) with { LatencyMs = Quality.LatencyMs })),
    ];
}
