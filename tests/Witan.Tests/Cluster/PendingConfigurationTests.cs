using Witan.Core.Ordering;
using Witan.Primitives;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Cluster;

/// <summary>
/// A change of configuration that was decided and is not in force yet, and replicas that come back from a snapshot that
/// already holds it: the blocks that are replayed do not say it again (RULES 7).
/// </summary>
public sealed class PendingConfigurationTests
{
    [Theory]
    [InlineData(new[] { 0, 1, 2, 3 })]
    [InlineData(new[] { 0, 1, 3 })]
    [InlineData(new[] { 2 })]
    public void Replicas_that_restart_from_a_snapshot_between_the_decision_and_the_change_step_with_the_others(
        int[] restarted)
    {
        var cluster = new TestCluster(new TestClusterOptions
        {
            Replica = new ReplicaOptions { Heartbeat = TimeSpan.Zero, SnapshotAfterBytes = 1 },
        });
        cluster.Put(5);
        var last = cluster.DecideChange();
        cluster.World.RunUntil(() => cluster.Replicas.All(replica => replica.Replica!.Stable.Value >= 16));
        Assert.All(cluster.Replicas, replica => Assert.True(replica.Replica!.Executed < last));

        foreach (var place in restarted)
        {
            cluster[place].Crash(unsyncedSurvives: true);
            cluster[place].Start();
            Assert.Equal(last, cluster[place].Replica!.Configurations.LastHeightOf(default));
        }

        Assert.True(cluster.RunUntilNumber(1));
        cluster.Put(30);
        Assert.All(cluster.Replicas, replica =>
        {
            Assert.True(replica.Replica!.Executed > last);
            Assert.Equal(new ConfigurationNumber(1), replica.Replica.Last.Commitment.Configuration);
        });
        Assert.Null(cluster.AgreementFault());
    }
}
