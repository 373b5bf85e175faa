using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>Every trigger and every action, read once.</summary>
public sealed class FaultFieldTests
{
    [Fact]
    public void Triggers_at_a_time_a_slot_a_view_and_a_point()
    {
        Assert.Equal(new Trigger.AtMs { Ms = 900 }, Files.Fault("""{"at": {"ms": 900}, "do": "heal"}""").Trigger);
        Assert.Equal(new Trigger.AtSlot { Slot = 40 }, Files.Fault("""{"at": {"slot": 40}, "do": "heal"}""").Trigger);
        Assert.Equal(new Trigger.AtView { View = 2 }, Files.Fault("""{"at": {"view": 2}, "do": "heal"}""").Trigger);
        Assert.Equal(
            new Trigger.AtPoint { Point = FailPoint.AfterSign, Node = NodeName.Replica(1), Type = "Prepare", Nth = 3 },
            Files.Fault("""{"at": {"point": "afterSign", "node": 1, "type": "Prepare", "nth": 3}, "do": "heal"}""")
                .Trigger);
    }

    [Theory]
    [InlineData("beforePersist", FailPoint.BeforePersist)]
    [InlineData("afterPersist", FailPoint.AfterPersist)]
    [InlineData("beforeStore", FailPoint.BeforeStore)]
    [InlineData("afterStore", FailPoint.AfterStore)]
    [InlineData("beforeSign", FailPoint.BeforeSign)]
    [InlineData("afterSign", FailPoint.AfterSign)]
    [InlineData("beforeSend", FailPoint.BeforeSend)]
    [InlineData("afterSend", FailPoint.AfterSend)]
    public void Points_of_a_replicas_work(string word, FailPoint point) =>
        Assert.Equal(
            new Trigger.AtPoint { Point = point },
            Files.Fault($$"""{"at": {"point": "{{word}}"}, "do": "crash", "node": 0, "restartAfterMs": 1}""").Trigger);

    [Fact]
    public void Triggers_every_and_match()
    {
        Assert.Equal(
            new Trigger.Every { Ms = 250, From = 1000, To = 4000 },
            Files.Fault("""{"every": {"ms": 250, "from": 1000, "to": 4000}, "do": "flap", "link": [0, 2]}""").Trigger);
        Assert.Equal(
            new Trigger.Match
            {
                Type = "Prepare", From = [NodeName.Replica(3)],
                To = [NodeName.Replica(1), NodeName.Client(0), NodeName.Gateway(0)],
                FromMs = 5, ToMs = 6, Nth = 7,
            },
            Files.Fault(
                """
                {"match": {"type": "Prepare", "from": 3, "to": [1, "c0", "g0"], "fromMs": 5, "toMs": 6, "nth": 7},
                 "do": "drop"}
                """)
                .Trigger);
    }

    [Theory]
    [InlineData("Bundle")]
    [InlineData("PrePrepare")]
    [InlineData("Prepare")]
    [InlineData("Commit")]
    [InlineData("ViewChange")]
    [InlineData("NewView")]
    [InlineData("Status")]
    [InlineData("StateCommitment")]
    [InlineData("Reply")]
    [InlineData("Fetch")]
    [InlineData("Body")]
    public void Messages_of_pbft_have_these_names(string type) =>
        Assert.Equal(
            new Trigger.Match { Type = type },
            Files.Fault($$"""{"match": {"type": "{{type}}"}, "do": "duplicate"}""").Trigger);

    [Fact]
    public void Byz_and_heal()
    {
        var byz = (FaultAction.Byz)Files.Fault(
            """{"at": {"view": 2}, "do": "byz", "node": 3, "strategy": "HideQC", "args": {"showTo": [0, "c1"]}}""")
            .Action;

        Assert.Equal((NodeName.Replica(3), "HideQC"), (byz.Node, byz.Strategy));
        Assert.Equal([NodeName.Replica(0), NodeName.Client(1)], byz.Resolve().Nodes("showTo")!);
        Assert.Equal(new FaultAction.Heal(), Files.Fault("""{"at": {"ms": 1}, "do": "heal"}""").Action);
        Assert.Equal(
            new FaultAction.Heal { Node = NodeName.Replica(3) },
            Files.Fault("""{"at": {"ms": 1}, "do": "heal", "node": 3}""").Action);
    }

    [Fact]
    public void Partition_cut_and_flap()
    {
        Assert.Equal(
            new FaultAction.Partition
            {
                Groups = [[NodeName.Replica(0), NodeName.Client(1)], [NodeName.Replica(2)]], OneWay = true, ForMs = 700,
            },
            Files.Fault(
                """
                {"at": {"ms": 1}, "do": "partition", "groups": [[0, "c1"], [2]], "oneWay": true, "forMs": 700}
                """)
                .Action);
        var link = new Link(NodeName.Replica(0), NodeName.Gateway(0));
        Assert.Equal(
            new FaultAction.Cut { Link = link, OneWay = true, ForMs = 5 },
            Files.Fault("""{"at": {"ms": 1}, "do": "cut", "link": [0, "g0"], "oneWay": true, "forMs": 5}""").Action);
        Assert.Equal(
            new FaultAction.Flap { Link = link },
            Files.Fault("""{"every": {"ms": 1, "to": 9}, "do": "flap", "link": [0, "g0"]}""").Action);
    }

    [Theory]
    [InlineData("keep", CrashDisk.Keep, false)]
    [InlineData("lose", CrashDisk.Lose, true)]
    [InlineData("old", CrashDisk.Old, true)]
    public void A_crash_that_forgets_promises_adds_to_the_faulty_replicas(string word, CrashDisk disk, bool adds)
    {
        var scenario = Files.Good(
            $$"""
            "faults": [{"at": {"ms": 1}, "do": "crash", "node": 1, "disk": "{{word}}", "restartAfterMs": 300}]
            """);

        Assert.Equal(
            new FaultAction.Crash { Node = NodeName.Replica(1), Disk = disk, RestartAfterMs = 300 },
            scenario.Faults[0].Action);
        Assert.Equal(adds ? [1] : [], scenario.FaultyReplicas);
    }

    [Fact]
    public void A_crash_for_good_adds_to_the_faulty_replicas_and_one_that_is_byzantine_counts_once()
    {
        var scenario = Files.Good(
            """
            "cluster": {"n": 7, "byzantine": [1]},
            "faults": [{"at": {"ms": 1}, "do": "crash", "node": 1}, {"at": {"ms": 1}, "do": "crash", "node": 0}]
            """);

        Assert.Equal([0, 1], scenario.FaultyReplicas);
    }

    [Fact]
    public void Pause_and_skew()
    {
        Assert.Equal(
            new FaultAction.Pause { Node = NodeName.Replica(1), ForMs = 8 },
            Files.Fault("""{"at": {"ms": 1}, "do": "pause", "node": 1, "forMs": 8}""").Action);
        Assert.Equal(
            new FaultAction.Skew { Node = NodeName.Client(0), Ms = -5 },
            Files.Fault("""{"at": {"ms": 1}, "do": "skew", "node": "c0", "ms": -5}""").Action);
    }

    [Theory]
    [InlineData("tornWrite", DiskFault.TornWrite)]
    [InlineData("lostFsync", DiskFault.LostFsync)]
    [InlineData("bitRot", DiskFault.BitRot)]
    [InlineData("misdirect", DiskFault.Misdirect)]
    [InlineData("full", DiskFault.Full)]
    [InlineData("slow", DiskFault.Slow)]
    public void Faults_of_a_disk(string word, DiskFault fault) =>
        Assert.Equal(
            new FaultAction.DiskFailure { Node = NodeName.Replica(2), Fault = fault },
            Files.Fault($$"""{"at": {"ms": 1}, "do": "disk", "node": 2, "fault": "{{word}}"}""").Action);

    [Fact]
    public void Drop_delay_and_duplicate()
    {
        Assert.Equal(new FaultAction.Drop(), Files.Fault("""{"match": {}, "do": "drop"}""").Action);
        Assert.Equal(new FaultAction.Delay { Ms = 3 }, Files.Fault("""{"match": {}, "do": "delay", "ms": 3}""").Action);
        Assert.Equal(new FaultAction.Duplicate(), Files.Fault("""{"match": {}, "do": "duplicate"}""").Action);
    }
}
