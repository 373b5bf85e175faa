using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Cluster;

public sealed class NormalCaseTests
{
    [Fact]
    public void Four_replicas_acknowledge_a_request_with_a_certificate()
    {
        var cluster = new TestCluster();
        var ticket = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(ticket));
        Assert.Equal(1UL, cluster.Client.NumberOf(ticket));
        Assert.Null(cluster.AgreementFault());
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(7, 2)]
    public void Two_hundred_requests_execute_once_each_and_checkpoints_become_stable(int n, int f)
    {
        var cluster = new TestCluster(new TestClusterOptions { Replicas = n, Faulty = f });
        for (var i = 0; i < 200; i++) cluster.World.After(i * 700, () => cluster.Client.Submit("a"));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 200));
        var last = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(last));
        Assert.Equal(201UL, cluster.Client.NumberOf(last));
        Assert.All(cluster.Replicas, r => Assert.True(r.Replica!.Stable.Value > 0));
        Assert.All(cluster.Replicas, r => Assert.Empty(r.Rejections));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void A_linearizable_query_sees_the_last_acknowledged_request_and_is_proved()
    {
        var cluster = new TestCluster();
        var write = cluster.Client.Submit("a=four");
        Assert.True(cluster.RunUntilDone(write));
        var read = cluster.Client.Query("a");
        var absent = cluster.Client.Query("b");
        Assert.True(cluster.RunUntilDone(read, absent));
        Assert.Equal(4UL, cluster.Client.NumberOf(read));
        Assert.Equal(0UL, cluster.Client.NumberOf(absent));
    }
}
