using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>Scenarios without fault, as different as the format allows.</summary>
internal sealed class RandomScenarios(int seed)
{
    private readonly Random _random = new(seed);

    public Scenario Next()
    {
        var cluster = Cluster();
        var faults = new RandomFaults(_random, cluster);
        return new Scenario
        {
            Name = Text(20), Description = Maybe(Text(200) + "\n\"\\\u2028ü😀"),
            Seed = (ulong)_random.NextInt64(), Repeat = _random.Next(1, 1000),
            Protocol = Protocol(), Cluster = cluster, Network = Network(), Disk = Disk(),
            Clock = new ClockSpec { SkewMs = Range(-500, 500), DriftPpm = _random.Next(100) / 7.0 },
            Faults = [.. Many(6, faults.Next)],
            Workload = Workload(),
            Script = [.. Many(4, () => Operation(cluster))],
            Expect = Expect(cluster),
            Limits = new RunLimits { VirtualMs = _random.Next(1, 100_000), Events = _random.Next(1, 9_000) },
        };
    }

    private ClusterSpec Cluster()
    {
        var f = _random.Next(4);
        var n = (3 * f) + 1 + _random.Next(3);
        var ids = Enumerable.Range(0, n).ToArray();
        _random.Shuffle(ids);
        return new ClusterSpec
        {
            N = n, DeclaredF = Flip() ? f : null, Byzantine = [.. ids.Take(_random.Next(n + 1))],
            Clients = _random.Next(1, 5), Gateways = _random.Next(3),
            Orgs = Flip() ? [] : [.. ids.Select(i => "org" + i)],
            App = (ApplicationKind)_random.Next(3), Crypto = (CryptoKind)_random.Next(2), AllowExceedF = true,
        };
    }

    private ProtocolSpec Protocol()
    {
        var interval = _random.Next(1, 50);
        var declared = _random.Next(3);
        var options = new ProtocolOptions
        {
            Batch = _random.Next(1, 1025), RequestTimeoutMs = _random.Next(1, 500),
            ViewTimeoutMs = _random.Next(1, 500),
            DeclaredCheckpointInterval = declared > 0 ? interval : null,
            DeclaredWindow = declared > 1 ? 4 * interval : null,
            DeclaredMaxTimeoutMs = Flip() ? 600 : null, HeartbeatMs = _random.Next(3),
        };
        return Flip()
            ? new ProtocolSpec { Options = options }
            : new ProtocolSpec
            {
                Name = "other", Options = options with { Further = [new("fanout", (_random.Next(1, 9) / 2.0) + 0.5)] },
            };
    }

    private NetworkSpec Network() => new()
    {
        GstMs = _random.Next(2) * 5_000, DeclaredDeltaMs = Flip() ? 50 : null, Before = Quality(), After = Quality(),
    };

    private LinkQuality Quality() => new()
    {
        LatencyMs = Range(0, 300), Loss = _random.NextDouble(), Dup = _random.NextDouble(),
        Reorder = _random.NextDouble(),
    };

    private DiskSpec Disk() => new()
    {
        Profile = (DiskProfile)_random.Next(3), Bitrot = _random.NextDouble() / 1e9, TornWrite = _random.NextDouble(),
        LostFsync = _random.Next(2), Misdirect = _random.NextDouble(), SyncMs = Flip() ? Range(0, 9) : null,
        CapacityBytes = Flip() ? _random.Next(5_000, 6_000) : null,
    };

    private WorkloadSpec Workload() => new()
    {
        Ops = _random.Next(3) * 50, Mix = Mix(), Keys = _random.Next(1, 50), Zipf = _random.NextDouble(),
        ThinkMs = Range(0, 9),
    };

    private OperationMix Mix() => new()
    {
        Put = _random.NextDouble(), Get = _random.Next(2), Txn = _random.Next(2) * 0.1, Range = 0.1,
    };

    private ScriptOperation Operation(ClusterSpec cluster)
    {
        var op = (OperationKind)_random.Next(5);
        return new ScriptOperation
        {
            AtMs = _random.Next(2) * 10, Client = NodeName.Client(_random.Next(cluster.Clients)), Op = op,
            Key = "k" + Text(3), Value = op is OperationKind.Put or OperationKind.Txn ? Text(5) : null,
            Expect = Flip() ? "ok" : null,
        };
    }

    private Expectations Expect(ClusterSpec cluster) => new()
    {
        Safety = Flip(), Linearizable = Flip(), CommitsAtLeast = Flip() ? 0 : null,
        ViewChangesAtMost = Flip() ? 12 : null,
        ViewChangesAtLeast = Flip() ? _random.Next(12) : null, ProgressWithinMsAfterGst = Flip() ? 4_000 : null,
        Evidence = Flip() ? [new ExpectedEvidence { Kind = "DOUBLE_VOTE", Member = 0 }] : [],
        NoEvidenceAgainst = [.. Enumerable.Range(1, cluster.N - 1).Where(_ => Flip())],
        RejectionsAtLeast = _random.Next(3) switch
        {
            0 => new ExpectedRejections(),
            1 => new ExpectedRejections { Total = _random.Next(9) },
            _ => new ExpectedRejections { ByReason = [new("BadSignature", 1), new("Stale", _random.Next(9))] },
        },
        StateTransfersAtLeast = Flip() ? 1 : null, MaxQueueBytes = Flip() ? 1L << 26 : null,
    };

    private MsRange Range(int low, int high)
    {
        var min = _random.Next(low, high);
        return new MsRange(min, _random.Next(min, high + 1));
    }

    private IEnumerable<T> Many<T>(int most, Func<T> next) =>
        Enumerable.Range(0, _random.Next(most + 1)).Select(_ => next());

    private string Text(int most) =>
        string.Concat(Enumerable.Range(0, _random.Next(most + 1)).Select(_ => (char)_random.Next(' ', '~')));

    private string Maybe(string text) => Flip() ? text : "";

    private bool Flip() => _random.Next(2) == 0;
}
