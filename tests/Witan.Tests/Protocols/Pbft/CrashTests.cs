using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Protocols.Pbft;
using Witan.TestKit.Pbft;
using Xunit;

namespace Witan.Tests.Protocols.Pbft;

/// <summary>T2 to T8: replicas stop, links break, views change.</summary>
public sealed class CrashTests
{
    private const long Second = 1_000_000;

    public static TheoryData<string> LeaderCrashPoints =>
        ["before PRE-PREPARE", "after PRE-PREPARE", "before COMMIT", "after COMMIT"];

    [Theory]
    [MemberData(nameof(LeaderCrashPoints))]
    public void T2_leader_of_4_crashes_and_every_request_is_executed_in_the_next_view(string point)
    {
        var cluster = new PbftCluster();
        cluster[0].CrashBefore = effect => effect is Effect.Sign { Statement: var s } && (point switch
        {
            "before PRE-PREPARE" => s is PrePrepare,
            "before COMMIT" => s is Commit,
            _ => false,
        });
        if (point == "after PRE-PREPARE") cluster.Sent = (from, _, m) =>
            CrashAfter(cluster, from, m, PbftMessageType.PrePrepare);
        if (point == "after COMMIT") cluster.Sent = (from, _, m) =>
            CrashAfter(cluster, from, m, PbftMessageType.Commit);

        var bundle = cluster.Submit();
        cluster.Run(10_000);
        Assert.False(cluster[0].IsUp);
        var later = cluster.Submit();

        Assert.True(cluster.RunUntilExecuted([bundle, later], 1, 2, 3));
        Assert.Equal(1ul, cluster[1].Status.View.Value);
        Assert.Null(cluster.AgreementFault());
    }

    private static void CrashAfter(PbftCluster cluster, ReplicaId from, Message m, byte type)
    {
        // The broadcast has begun; the replica goes down as soon as it is over.
        if (from.Value == 0 && m.Type == type) cluster.At(0, () =>
        {
            if (cluster[0].IsUp) cluster[0].Crash();
        });
    }

    [Fact]
    public void T3_f_backups_of_7_crash_and_restart_and_catch_up()
    {
        var cluster = new PbftCluster(new PbftClusterOptions { Replicas = 7, Faulty = 2, Batch = 1 });
        cluster[5].Crash();
        cluster[6].Crash();
        var bundles = Enumerable.Range(0, 40).Select(_ => cluster.Submit()).ToArray();
        Assert.True(cluster.RunUntilExecuted(bundles));
        cluster[5].Restart(1000);
        cluster[6].Restart(2000);
        cluster.Run(Second);

        Assert.True(cluster.RunUntilExecuted(bundles));
        Assert.Equal(0ul, cluster[5].Status.View.Value);
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void T4_without_a_quorum_nothing_is_executed_and_after_healing_all_is()
    {
        var cluster = new PbftCluster();
        cluster.Drop((from, to, _) => from.Value / 2 != to.Value / 2);
        var bundle = cluster.Submit();
        cluster.Run(10 * Second);
        Assert.All(cluster.Nodes, n => Assert.Equal(Height.Genesis, n.Executed));

        cluster.Heal();

        Assert.True(cluster.RunUntilExecuted([bundle]));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void T5_checkpoints_move_the_watermark_and_the_run_never_waits_for_it()
    {
        var cluster = new PbftCluster(new PbftClusterOptions { Batch = 1 });
        var bundles = Enumerable.Range(0, 100).Select(_ => cluster.Submit()).ToArray();

        Assert.True(cluster.RunUntilExecuted(bundles));
        cluster.Run(Second);

        Assert.All(cluster.Nodes, n => Assert.True(n.Status.Low.Value >= 96, $"low is {n.Status.Low}"));
    }

    [Fact]
    public void T6_a_replica_that_is_out_for_three_windows_catches_up()
    {
        var cluster = new PbftCluster(new PbftClusterOptions { Batch = 1 });
        cluster.Isolate(3);
        var bundles = Enumerable.Range(0, 60).Select(_ => cluster.Submit(0, 1, 2)).ToArray();
        Assert.True(cluster.RunUntilExecuted(bundles, 0, 1, 2));

        cluster.Heal();
        var more = cluster.Submit();

        Assert.True(cluster.RunUntilExecuted([.. bundles, more]));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void T7_three_dead_leaders_in_a_row_of_10_and_the_view_timer_doubles()
    {
        var cluster = new PbftCluster(new PbftClusterOptions { Replicas = 10, Faulty = 3 });
        foreach (var dead in (int[])[0, 1, 2]) cluster[dead].Crash();
        var bundle = cluster.Submit();
        var submitted = cluster.Now;

        Assert.True(cluster.RunUntilExecuted([bundle]));

        var started = cluster[9].Notes.Where(n => n.Trace.Kind == TraceKind.ViewChangeStarted).ToArray();
        Assert.Equal([1ul, 2ul, 3ul], started.Select(n => n.Trace.View.Value));
        Assert.InRange(started[0].At - submitted, 500_000, 501_000);
        Assert.InRange(started[1].At - started[0].At, 500_000, 510_000);
        Assert.InRange(started[2].At - started[1].At, 1_000_000, 1_010_000);
        Assert.Equal(3ul, cluster[9].Status.View.Value);
    }

    [Fact]
    public void The_traces_of_a_view_change_name_the_height_that_was_executed_by_then()
    {
        var cluster = new PbftCluster(new PbftClusterOptions { Batch = 1 });
        Assert.True(cluster.RunUntilExecuted([cluster.Submit(), cluster.Submit(), cluster.Submit()]));
        cluster[0].Crash();

        Assert.True(cluster.RunUntilExecuted([cluster.Submit()]));

        foreach (var kind in (TraceKind[])[TraceKind.ViewChangeStarted, TraceKind.ViewEntered])
        {
            var trace = Assert.Single(cluster[2].Notes, note => note.Trace.Kind == kind).Trace;
            Assert.Equal((1ul, 3ul), (trace.View.Value, trace.Height.Value));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void T8_a_view_change_around_a_checkpoint_boundary_loses_nothing(int before)
    {
        var cluster = new PbftCluster(new PbftClusterOptions { Batch = 1 });
        var bundles = Enumerable.Range(0, before).Select(_ => cluster.Submit()).ToArray();
        Assert.True(cluster.RunUntilExecuted(bundles));
        cluster[0].Crash();
        var later = Enumerable.Range(0, 12).Select(_ => cluster.Submit()).ToArray();

        Assert.True(cluster.RunUntilExecuted([.. bundles, .. later]));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void A_replica_that_missed_the_new_view_enters_it_while_the_cluster_is_idle()
    {
        var cluster = new PbftCluster();
        cluster.Isolate(3);
        cluster.Drop((from, _, m) => from.Value == 0 && m.Type == PbftMessageType.PrePrepare);
        var bundle = cluster.Submit(0, 1, 2);
        Assert.True(cluster.RunUntilExecuted([bundle], 0, 1, 2));
        Assert.Equal(0ul, cluster[3].Status.View.Value);

        cluster.Heal();
        cluster.Run(3 * Second);

        Assert.Equal(cluster[1].Status.View, cluster[3].Status.View);
        Assert.Equal("Normal", cluster[3].Status.Mode);
    }

    [Fact]
    public void A_lost_message_of_any_kind_is_sent_again()
    {
        foreach (var type in (byte[])[PbftMessageType.PrePrepare, PbftMessageType.Prepare, PbftMessageType.Commit])
        {
            var cluster = new PbftCluster();
            var lost = 0;
            cluster.Drop((_, to, m) => m.Type == type && to.Value != 0 && lost++ < 3);
            cluster.Drop((_, _, m) => m.Type == MessageType.Progress);
            var bundle = cluster.Submit();

            Assert.True(cluster.RunUntilExecuted([bundle]), $"type {type}");
            Assert.All(cluster.Nodes, n => Assert.Equal(0ul, n.Status.View.Value));
        }
    }

    [Fact]
    public void An_idle_cluster_with_heartbeats_decides_empty_blocks_and_replaces_a_dead_leader()
    {
        var options = new ReplicaOptions { Heartbeat = new TimeSpan(TimeSpan.TicksPerSecond) };
        var cluster = new PbftCluster(new PbftClusterOptions { Replica = options });
        cluster.Run(5 * Second);
        Assert.InRange(cluster[1].Executed.Value, 4ul, 5ul);
        Assert.All(cluster.Nodes, n => Assert.Equal(0ul, n.Status.View.Value));

        cluster[0].Crash();
        cluster.Run(5 * Second);

        Assert.Equal(1ul, cluster[1].Status.View.Value);
        Assert.True(cluster[1].Executed.Value >= 7);
    }

    [Fact]
    public void A_leader_whose_clock_is_ahead_is_refused_and_replaced()
    {
        var cluster = new PbftCluster();
        cluster[0].WallSkew = 10 * Second;
        var bundle = cluster.Submit();

        Assert.True(cluster.RunUntilExecuted([bundle]));
        Assert.Contains(nameof(Rejection.TimeAhead), cluster[1].Refusals);
        Assert.Equal(1ul, cluster[1].Status.View.Value);
    }

    [Fact]
    public void A_leader_whose_clock_lags_is_suspected_after_so_many_blocks_and_never_refused()
    {
        var cluster = new PbftCluster(new PbftClusterOptions
        {
            Batch = 1,
            Replica = new ReplicaOptions { Heartbeat = TimeSpan.Zero, LaggingBlocks = 5 },
            Parameters = new ClusterParameters { CheckpointInterval = 8, Window = 16, SlotsInFlight = 1 },
        });
        cluster[0].WallSkew = -900_000;
        // A replica that has just started judges no clock: what it catches up with is old for another reason.
        cluster.Run(5 * Second);
        var bundles = Enumerable.Range(0, 10).Select(_ => cluster.Submit()).ToArray();

        Assert.True(cluster.RunUntilExecuted(bundles));
        Assert.Equal(1ul, cluster[1].Status.View.Value);
        Assert.DoesNotContain(nameof(Rejection.TimeAhead), cluster[1].Refusals);
        Assert.True(cluster[1].Executed.Value >= 4);
    }

    [Fact]
    public void H17_a_replica_alone_waits_at_its_target_and_rejoins_when_the_link_is_back()
    {
        var cluster = new PbftCluster();
        cluster.Isolate(3);
        var bundle = cluster.Submit();
        Assert.True(cluster.RunUntilExecuted([bundle], 0, 1, 2));
        cluster.Run(30 * Second);
        Assert.Equal("asks for view 1 without a quorum", cluster[3].Status.Stall);

        cluster.Heal();
        cluster.Run(Second);

        // Its own wish is no reason for the others to leave a working view; it follows by certificates.
        Assert.True(cluster.RunUntilExecuted([cluster.Submit(), bundle]));
        Assert.Equal(0ul, cluster[0].Status.View.Value);
    }

    [Fact]
    public void A_lone_view_change_is_sent_again_byte_for_byte_at_most_once_per_max_timeout_and_after_a_restart()
    {
        var cluster = new PbftCluster();
        var sent = new List<(long At, byte[] Bytes)>();
        cluster.Drop((_, to, _) => to.Value == 3);
        cluster.Sent = (from, to, m) =>
        {
            if (from.Value == 3 && to.Value == 0 && m.Type == PbftMessageType.ViewChange) sent.Add((cluster.Now,
                m.Encoded.ToArray()));
        };
        cluster.Submit();
        cluster.Run(20 * Second);
        cluster[3].Crash();
        cluster[3].Restart(1000);
        cluster.Run(Second);

        Assert.InRange(sent.Count, 4, 7);
        Assert.All(sent, s => Assert.Equal(sent[0].Bytes, s.Bytes));
    }
}
