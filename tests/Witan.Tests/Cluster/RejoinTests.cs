using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Cluster;

/// <summary>Replicas that lost their memory and come back.</summary>
public sealed class RejoinTests
{
    [Theory]
    [InlineData(4, 1)]
    [InlineData(7, 2)]
    public void A_replica_whose_data_is_gone_votes_only_under_the_next_number_and_then_carries_a_crash(int n, int f)
    {
        var cluster = new TestCluster(new TestClusterOptions { Replicas = n, Faulty = f });
        cluster.Put(60);
        var watch = new OrderingWatch(cluster, n - 1);
        cluster.LoseMemory(n - 1);
        Assert.Equal("Rejoining", cluster[n - 1].Replica!.Mode);
        Assert.Contains("lost its memory", cluster[n - 1].Replica!.DescribeStatus(1).Stall, StringComparison.Ordinal);
        cluster.Load(200);

        Assert.True(cluster.RunUntilNumber(1));

        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 260));
        Assert.Contains(cluster[n - 1].Traces, t => t.Kind == TraceKind.Rejoined);
        for (var place = 1; place <= f; place++) cluster[place].Crash();
        cluster.Put(20);
        Assert.NotEmpty(watch.Said);
        Assert.All(watch.Said, number => Assert.Equal(1UL, number));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void Without_any_request_the_leader_fills_up_to_the_last_height_and_the_replica_is_back()
    {
        var cluster = new TestCluster();
        cluster.Put(3);
        var watch = new OrderingWatch(cluster, 2);

        cluster.LoseMemory(2);

        Assert.True(cluster.RunUntilNumber(1));
        Assert.All(cluster.Replicas, r => Assert.Equal(0UL, r.Replica!.Stable.Value % 8));
        Assert.All(watch.Said, number => Assert.Equal(1UL, number));
        cluster[1].Crash();
        cluster.Put(5);
    }

    [Fact]
    public void A_cluster_without_a_single_block_takes_a_replica_back()
    {
        var cluster = new TestCluster();
        cluster.LoseMemory(3);
        Assert.True(cluster.RunUntilNumber(1));
        cluster[2].Crash();
        cluster.Put(5);
    }

    [Fact]
    public void The_leader_that_lost_its_memory_comes_back_as_the_leader_of_the_next_configuration()
    {
        var cluster = new TestCluster();
        cluster.Put(40);
        var watch = new OrderingWatch(cluster, 0);
        cluster.LoseMemory(0);
        cluster.Load(100);
        Assert.True(cluster.RunUntilNumber(1));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 140));
        Assert.All(cluster.Replicas, r => Assert.Equal(0UL, r.Replica!.Ordering.View.Value));
        Assert.All(watch.Said, number => Assert.Equal(1UL, number));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void Two_replicas_rejoin_one_after_the_other_and_each_is_needed_afterwards()
    {
        var cluster = new TestCluster();
        cluster.Put(20);
        cluster.LoseMemory(3);
        Assert.True(cluster.RunUntilNumber(1));
        var watch = new OrderingWatch(cluster, 2);
        cluster.LoseMemory(2);
        Assert.True(cluster.RunUntilNumber(2));
        Assert.All(watch.Said, number => Assert.Equal(2UL, number));
        cluster[0].Crash();
        cluster.Put(20);
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void Two_of_seven_that_lost_their_memory_together_share_one_step()
    {
        var cluster = new TestCluster(new TestClusterOptions { Replicas = 7, Faulty = 2 });
        cluster.Put(20);
        cluster.LoseMemory(5);
        cluster.LoseMemory(6);
        cluster.Load(50);
        Assert.True(cluster.RunUntilNumber(1));
        cluster[1].Crash();
        cluster[2].Crash();
        cluster.Put(20);
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void One_replica_that_loses_its_memory_again_while_it_rejoins_gets_another_number()
    {
        var cluster = new TestCluster();
        cluster.Put(20);
        cluster.LoseMemory(3);
        Assert.True(cluster.World.RunUntil(() => cluster.LastHeight() is not null));
        var watch = new OrderingWatch(cluster, 3);
        cluster.LoseMemory(3);
        cluster.Load(50);
        Assert.True(cluster.RunUntilNumber(2));
        Assert.All(watch.Said, number => Assert.Equal(2UL, number));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void A_replica_that_has_rejoined_votes_at_once_after_a_restart_and_asks_for_nothing()
    {
        var cluster = new TestCluster();
        cluster.Put(20);
        cluster.LoseMemory(3);
        Assert.True(cluster.RunUntilNumber(1));
        cluster.Put(10);
        cluster[3].Crash();
        cluster[3].Start();
        Assert.Equal("Normal", cluster[3].Replica!.Mode);
        cluster.World.Run(5_000_000);
        Assert.Equal(1UL, cluster.NumberAt(0));
        cluster[1].Crash();
        cluster.Put(10);
        Assert.Equal(1UL, cluster.NumberAt(0));
    }

    [Fact]
    public void A_replica_that_nobody_answers_asks_with_growing_pauses()
    {
        var cluster = new TestCluster();
        cluster.Put(5);
        var asked = 0;
        cluster.Lie(3, (to, message) =>
        {
            if (message.Type == MessageType.Rejoin && to?.Value == 0) asked++;
            return message.Type == MessageType.Rejoin ? null : message;
        });
        cluster.LoseMemory(3);
        cluster.World.Run(120_000_000);
        Assert.InRange(asked, 4, 10);
        Assert.Equal("Rejoining", cluster[3].Replica!.Mode);
    }

    [Fact]
    public void A_replica_without_memory_installs_the_checkpoint_and_replays_nothing_below_it()
    {
        var cluster = new TestCluster();
        cluster.Load(60);
        Assert.True(cluster.World.RunUntil(() => cluster.Replicas.All(r => r.Replica!.Stable.Value > 0)));
        // A liar that says there is no checkpoint would have it replay from genesis.
        cluster.Lie(1, (_, message) => message is Progress p ? new Progress(p.Executed, default) : message);
        var before = cluster[3].Traces.Count;
        cluster.LoseMemory(3);
        Assert.True(cluster.RunUntilNumber(1));
        var since = cluster[3].Traces.Skip(before).ToList();
        var installed = since.Find(t => t.Kind == TraceKind.TransferInstalled);
        Assert.NotNull(installed);
        Assert.All(
            since.Where(t => t.Kind == TraceKind.Executed), t => Assert.True(t.Height > installed.Height));
    }
}
