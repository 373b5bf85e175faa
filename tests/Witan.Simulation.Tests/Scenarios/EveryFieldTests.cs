using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>Every field that the format has, read once with a value that is not its default.</summary>
public sealed class EveryFieldTests
{
    [Fact]
    public void A_file_with_nothing_but_its_schema_is_a_cluster_of_four_under_pbft_without_faults()
    {
        var scenario = Files.Read($"{{ {Files.Header} }}").Scenario!;

        Assert.Equal(new Scenario(), scenario);
        Assert.Equal(("pbft", 4, 1), (scenario.Protocol.Name, scenario.Cluster.N, scenario.Cluster.F));
        Assert.Equal((128, 256), (scenario.Protocol.Options.CheckpointInterval, scenario.Protocol.Options.Window));
        Assert.Equal((0, 0L), (scenario.Workload.Ops, scenario.Protocol.Options.HeartbeatMs));
        Assert.Equal((SafetyRule.Holds, 10L), (scenario.Safety, scenario.Network.DeltaMs));
    }

    [Fact]
    public void Head_and_protocol()
    {
        var scenario = Files.Good(
            """
            "name": "n", "description": "a\nb", "seed": 17, "repeat": 200,
            "protocol": {"name": "other", "options": {"batch": 8, "window": 40, "checkpointInterval": 10,
              "requestTimeoutMs": 1, "viewTimeoutMs": 200, "maxTimeoutMs": 300, "heartbeatMs": 4, "fanout": 2.5}}
            """);

        Assert.Equal(("n", "a\nb", 17UL, 200), (scenario.Name, scenario.Description, scenario.Seed, scenario.Repeat));
        var options = scenario.Protocol.Options;
        Assert.Equal(
            (8, 40, 10, 1L, 200L, 300L, 4L),
            (options.Batch, options.Window, options.CheckpointInterval, options.RequestTimeoutMs, options.ViewTimeoutMs,
                options.MaxTimeoutMs, options.HeartbeatMs));
        Assert.Equal([new Named<double>("fanout", 2.5)], options.Further);
    }

    [Fact]
    public void Window_checkpoint_interval_and_the_cap_of_timeouts_follow_each_other()
    {
        var byInterval = Files.Good("\"protocol\": {\"options\": {\"checkpointInterval\": 4}}").Protocol.Options;
        var byWindow = Files.Good("\"protocol\": {\"options\": {\"window\": 16}}").Protocol.Options;
        var slow = Files.Good("\"protocol\": {\"options\": {\"requestTimeoutMs\": 9000}}").Protocol.Options;

        Assert.Equal((4, 8), (byInterval.CheckpointInterval, byInterval.Window));
        Assert.Equal((8, 16), (byWindow.CheckpointInterval, byWindow.Window));
        Assert.Equal(9000, slow.MaxTimeoutMs);
    }

    [Fact]
    public void Cluster()
    {
        var cluster = Files.Good(
            """
            "cluster": {"n": 5, "f": 1, "byzantine": [4, 2], "clients": 3, "gateways": 2,
              "orgs": ["A", "B", "C", "C", "D"], "app": "counter", "crypto": "real", "allowExceedF": true}
            """).Cluster;

        Assert.Equal((5, 1, 3, 2), (cluster.N, cluster.F, cluster.Clients, cluster.Gateways));
        Assert.Equal([4, 2], cluster.Byzantine);
        Assert.Equal(["A", "B", "C", "C", "D"], cluster.Orgs);
        Assert.Equal(
            (ApplicationKind.Counter, CryptoKind.Real, true), (cluster.App, cluster.Crypto, cluster.AllowExceedF));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"null\"")]
    public void The_application_that_does_nothing_is_called_null_with_or_without_quotes(string app) =>
        Assert.Equal(ApplicationKind.None, Files.Good($"\"cluster\": {{\"app\": {app}}}").Cluster.App);

    [Fact]
    public void Network_disk_clock_and_limits()
    {
        var scenario = Files.Good(
            """
            "network": {"gstMs": 5000, "deltaMs": 50,
              "before": {"latencyMs": [1, 400], "loss": 0.1, "dup": 0.02, "reorder": 0.2},
              "after": {"latencyMs": [1, 40]}},
            "disk": {"profile": "hdd", "bitrot": 0.001, "tornWrite": 0.5, "lostFsync": 0.25, "misdirect": 0.125,
              "syncMs": [3, 4], "capacityBytes": 65536},
            "clock": {"skewMs": [-200, 200], "driftPpm": 50},
            "limits": {"virtualMs": 60001, "events": 7}
            """);

        Assert.Equal((5000L, 50L), (scenario.Network.GstMs, scenario.Network.DeltaMs));
        Assert.Equal(
            new LinkQuality { LatencyMs = new MsRange(1, 400), Loss = 0.1, Dup = 0.02, Reorder = 0.2 },
            scenario.Network.Before);
        Assert.Equal(new LinkQuality { LatencyMs = new MsRange(1, 40) }, scenario.Network.After);
        Assert.Equal(
            new DiskSpec
            {
                Profile = DiskProfile.Hdd, Bitrot = 0.001, TornWrite = 0.5, LostFsync = 0.25, Misdirect = 0.125,
                SyncMs = new MsRange(3, 4), CapacityBytes = 65536,
            },
            scenario.Disk);
        Assert.Equal(new ClockSpec { SkewMs = new MsRange(-200, 200), DriftPpm = 50 }, scenario.Clock);
        Assert.Equal(new RunLimits { VirtualMs = 60001, Events = 7 }, scenario.Limits);
    }

    [Fact]
    public void Workload_and_script()
    {
        var scenario = Files.Good(
            """
            "cluster": {"clients": 2},
            "workload": {"ops": 500, "mix": {"put": 0.5, "get": 0.3, "txn": 0.1, "range": 0.1}, "keys": 20, "zipf": 0.9,
              "thinkMs": [0, 20]},
            "script": [
              {"atMs": 2000, "client": 0, "op": "put", "key": "a", "value": "1", "expect": "ok"},
              {"client": "c1", "op": "get", "key": "a"}]
            """);

        Assert.Equal(
            new WorkloadSpec
            {
                Ops = 500, Mix = new OperationMix { Put = 0.5, Get = 0.3, Txn = 0.1, Range = 0.1 }, Keys = 20,
                Zipf = 0.9, ThinkMs = new MsRange(0, 20),
            },
            scenario.Workload);
        Assert.Equal(
            new ScriptOperation { AtMs = 2000, Op = OperationKind.Put, Key = "a", Value = "1", Expect = "ok" },
            scenario.Script[0]);
        Assert.Equal(
            new ScriptOperation { Client = NodeName.Client(1), Op = OperationKind.Get, Key = "a" }, scenario.Script[1]);
    }

    [Fact]
    public void Expectations()
    {
        var expect = Files.Good(
            """
            "cluster": {"byzantine": [3]}, "workload": {"ops": 500},
            "expect": {"safety": false, "linearizable": true, "commitsAtLeast": 450, "viewChangesAtMost": 12,
              "viewChangesAtLeast": 1, "progressWithinMsAfterGst": 4000,
              "evidence": [{"kind": "DOUBLE_VOTE", "member": 3}],
              "noEvidenceAgainst": [0, 1, 2], "rejectionsAtLeast": {"Stale": 2, "BadSignature": 1},
              "stateTransfersAtLeast": 1, "maxQueueBytes": 67108864}
            """).Expect;

        Assert.Equal(
            new Expectations
            {
                Safety = false, Linearizable = true, CommitsAtLeast = 450, ViewChangesAtMost = 12,
                ViewChangesAtLeast = 1, ProgressWithinMsAfterGst = 4000,
                Evidence = [new ExpectedEvidence { Kind = "DOUBLE_VOTE", Member = 3 }],
                NoEvidenceAgainst = [0, 1, 2],
                RejectionsAtLeast = new ExpectedRejections { ByReason = [new("BadSignature", 1), new("Stale", 2)] },
                StateTransfersAtLeast = 1, MaxQueueBytes = 67108864,
            },
            expect);
        Assert.Equal(5, Files.Good("\"expect\": {\"rejectionsAtLeast\": 5}").Expect.RejectionsAtLeast.Total);
    }

    [Theory]
    [InlineData(false, false, SafetyRule.NotJudged)]
    [InlineData(true, false, SafetyRule.Holds)]
    [InlineData(true, true, SafetyRule.DetectedAndCulpritsNamed)]
    public void Exceeding_f_turns_safety_into_detection(bool safety, bool exceed, SafetyRule rule)
    {
        var scenario = new Scenario
        {
            Expect = new Expectations { Safety = safety }, Cluster = new ClusterSpec { AllowExceedF = exceed },
        };

        Assert.Equal(rule, scenario.Safety);
    }
}
