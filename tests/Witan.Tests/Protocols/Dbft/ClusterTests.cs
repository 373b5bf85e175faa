using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Protocols.Dbft;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Protocols.Dbft;

/// <summary>Whole replicas under dBFT: happy path, crashes of primaries, other sizes, intervals.</summary>
public sealed class ClusterTests
{
    private static TestCluster Cluster(int n = 4, DbftOptions? options = null, long heartbeatMs = 0) =>
        new(new TestClusterOptions
        {
            Replicas = n, Faulty = (n - 1) / 3, Protocol = new Protocol(options),
            Replica = new() { Heartbeat = TimeSpan.FromMilliseconds(heartbeatMs) },
        });

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void A_hundred_requests_are_executed_once_each_with_nobody_failing(int n)
    {
        var cluster = Cluster(n);
        for (var i = 0; i < 100; i++) cluster.World.After(i * 700, () => cluster.Client.Submit("a"));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 100));
        var last = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(last));
        Assert.Equal(101ul, cluster.Client.NumberOf(last));
        Assert.All(cluster.Replicas, r => Assert.True(r.Replica!.Stable.Value > 0));
        Assert.All(cluster.Replicas, r => Assert.DoesNotContain(r.Traces, t => t.Kind == TraceKind.ViewChangeStarted));
        Assert.Null(cluster.AgreementFault());
    }

    /// <summary>Request, response, commit: three delays, between four flushes of what is promised.</summary>
    [Fact]
    public void A_request_alone_is_decided_after_three_delays()
    {
        var cluster = Cluster();
        var start = cluster.World.Now;
        var ticket = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(ticket));
        var decided = cluster.World.Now - start;
        // The bundle's delay, three of the protocol, the reply's; the rest are flushes.
        Assert.InRange(decided, 5 * cluster.Options.NetworkDelay,
            (5 * cluster.Options.NetworkDelay) + (8 * cluster.Options.FlushDelay));
    }

    [Theory]
    [InlineData(PrimaryRule.Minus)]
    [InlineData(PrimaryRule.Plus)]
    public void The_first_two_primaries_of_seven_are_down_and_each_costs_twice_as_long(PrimaryRule rule)
    {
        var cluster = Cluster(7, new DbftOptions { PrimaryRule = rule });
        var first = rule == PrimaryRule.Minus ? 0 : 2;
        cluster.Isolate(1);
        cluster.Isolate(first);
        var start = cluster.World.Now;
        var ticket = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(ticket));
        // 2T and 4T with T = 250 ms.
        Assert.InRange(cluster.World.Now - start, 1_500_000, 1_600_000);
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void Two_halves_decide_nothing_and_once_healed_everything()
    {
        var cluster = Cluster();
        cluster.Drop((from, to, _) => from is { } a && to is { } b && (a.Value < 2) != (b.Value < 2));
        var ticket = cluster.Client.Submit("a");
        cluster.World.Run(4_000_000);
        Assert.All(cluster.Replicas, r => Assert.Equal(0ul, r.Replica!.Executed.Value));
        cluster.Heal();
        Assert.True(cluster.RunUntilDone(ticket));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void With_a_block_interval_blocks_are_that_far_apart()
    {
        var cluster = Cluster(options: new DbftOptions { BlockInterval = TimeSpan.FromMilliseconds(300) });
        for (var i = 0; i < 40; i++) cluster.World.After(i * 50_000, () => cluster.Client.Submit("a"));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 40));
        var heights = cluster[0].Replica!.Executed.Value;
        Assert.InRange(heights, 5ul, 8ul);
    }

    [Fact]
    public void An_idle_cluster_says_nothing_and_heartbeats_are_decided_where_they_are_wanted()
    {
        var idle = Cluster();
        idle.World.Run(1_000_000);
        var said = 0;
        idle.Drop((_, _, m) =>
        {
            if (m.Type >= MessageType.FirstOfProtocol) said++;
            return false;
        });
        idle.World.Run(10_000_000);
        Assert.Equal(0, said);

        var beating = Cluster(heartbeatMs: 500);
        beating.World.Run(5_000_000);
        Assert.All(beating.Replicas, r => Assert.InRange(r.Replica!.Executed.Value, 5ul, 11ul));
    }

    [Fact]
    public void Proposals_that_reach_one_backup_only_are_given_up_and_decided_in_view_1()
    {
        var cluster = Cluster();
        cluster.Drop((from, to, m) =>
            from?.Value == 1 && to?.Value != 2 && m is SignedStatement { Statement: PrepareRequest });
        var ticket = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(ticket));
        Assert.Null(cluster.AgreementFault());
    }
}
