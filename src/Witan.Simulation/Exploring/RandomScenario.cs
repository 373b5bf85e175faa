using System.Globalization;
using Witan.Simulation.Chance;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Exploring;

/// <summary>
/// Draws a scenario from a seed. Before GST anything may happen that the fault model allows; at GST the links of all
/// heal, what is frozen stays as it is (liars, the dead, who hears nobody), and every operation must end within the
/// bound.
/// </summary>
public sealed partial class RandomScenario
{
    private const long Second = 1_000;

    private readonly Dice _dice;
    private readonly ulong _seed;
    private readonly int _n;
    private readonly string _protocol;
    private readonly List<FaultSpec> _faults = [];
    private readonly List<int> _corrupted;
    private readonly List<int> _correct;
    private readonly long _gst;

    private RandomScenario(ulong seed, int n, string protocol)
    {
        _seed = seed;
        _n = n;
        _protocol = protocol;
        _dice = new Dice(seed, string.Create(CultureInfo.InvariantCulture, $"explore {protocol} {n}"));
        var order = Enumerable.Range(0, n).ToList();
        _dice.Shuffle(order);
        // All places of the fault budget are used most of the time: that is where protocols break.
        var faulty = _dice.Chance(0.8) ? (n - 1) / 3 : (int)_dice.Below(((n - 1) / 3) + 1);
        _corrupted = [.. order.Take(faulty).Order()];
        _correct = [.. order.Skip(faulty).Order()];
        _gst = _dice.Between(1, 4) * Second;
    }

    /// <summary>
    /// Virtual time within which everything must be answered after GST: view changes with capped timeouts, catch-up.
    /// </summary>
    public const long BoundMs = 30 * Second;

    /// <param name="seed">Decides everything, together with the other two.</param>
    /// <param name="n">Replicas.</param>
    /// <param name="protocol">A registered protocol.</param>
    public static Scenario Draw(ulong seed, int n, string protocol) => new RandomScenario(seed, n, protocol).Draw();

    private Scenario Draw()
    {
        var byzantine = DrawCorruption();
        for (var i = _dice.Below(5); i > 0; i--) _faults.Add(DrawFault());
        _faults.Add(new FaultSpec(new Trigger.AtMs { Ms = _gst }, new FaultAction.Heal()));
        return new Scenario
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"explore-{_protocol}-{_n}-{_seed}"),
            Seed = _seed,
            Protocol = new ProtocolSpec { Name = _protocol, Options = DrawOptions() },
            Cluster = new ClusterSpec
            {
                N = _n,
                Byzantine = [.. byzantine],
                Clients = (int)_dice.Between(1, 3),
                Gateways = (int)_dice.Below(2),
                App = _dice.Chance(0.5) ? ApplicationKind.Registry : ApplicationKind.Counter,
            },
            Network = DrawNetwork(),
            Disk = new DiskSpec { Profile = _dice.Chance(0.2) ? DiskProfile.Hdd : DiskProfile.Ssd, TornWrite = 0.5 },
            Clock = DrawClock(byzantine.Count > 0),
            Faults = [.. _faults],
            Workload = new WorkloadSpec
            {
                Ops = (int)_dice.Between(10, 40),
                Mix = new OperationMix { Put = 0.5, Get = 0.3, Txn = 0.1, Range = 0.1 },
                Keys = (int)_dice.Between(1, 12),
                Zipf = 0.9,
                ThinkMs = new MsRange(0, _dice.Between(1, 200)),
            },
            Expect = new Expectations { Safety = true, Linearizable = true, ProgressWithinMsAfterGst = BoundMs },
            Limits = new RunLimits { VirtualMs = _gst + (3 * BoundMs), Events = 2_000_000 },
        };
    }

    private ProtocolOptions DrawOptions()
    {
        var interval = (int)_dice.Between(2, 8);
        return new ProtocolOptions
        {
            Batch = (int)_dice.Between(1, 8),
            DeclaredCheckpointInterval = interval,
            DeclaredWindow = 2 * interval,
            RequestTimeoutMs = 100 * _dice.Between(1, 5),
            ViewTimeoutMs = 100 * _dice.Between(1, 5),
            DeclaredMaxTimeoutMs = 2 * Second,
            HeartbeatMs = _dice.Chance(0.3) ? 500 : 0,
        };
    }

    private ClockSpec DrawClock(bool besideLiar)
    {
        var skew = 300L;
        var description = KnownProtocols.Descriptions.FirstOrDefault(d => d.Name == _protocol);
        if (besideLiar && description?.SkewBesideLiar is { } bound)
            skew = Math.Min(skew, (long)bound.TotalMilliseconds);
        return new ClockSpec
        {
            SkewMs = _dice.Chance(0.3) ? new MsRange(-skew, skew) : default,
            DriftPpm = _dice.Chance(0.3) ? 100 : 0,
        };
    }

    private NetworkSpec DrawNetwork() => new()
    {
        GstMs = _gst,
        Before = new LinkQuality
        {
            LatencyMs = new MsRange(0, _dice.Chance(0.3) ? 400 : _dice.Between(1, 60)),
            Loss = _dice.Chance(0.5) ? _dice.Below(20) / 100.0 : 0,
            Dup = _dice.Chance(0.3) ? 0.05 : 0,
            Reorder = _dice.Chance(0.5) ? 0.2 : 0,
        },
        After =
            new LinkQuality { LatencyMs = new MsRange(0, _dice.Between(1, 30)), Dup = _dice.Chance(0.2) ? 0.02 : 0 },
    };
}
