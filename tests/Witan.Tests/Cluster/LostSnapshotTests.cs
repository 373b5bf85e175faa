using Witan.Core.Ordering;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Cluster;

/// <summary>
/// A replica whose snapshots are damaged beside a journal that was cut for them: it knows a stable checkpoint that it
/// has not executed, and so not which heights its configuration has (RULES 7).
/// </summary>
public sealed class LostSnapshotTests
{
    [Fact]
    public void Below_its_stable_checkpoint_it_fetches_the_state_and_votes_only_then()
    {
        var cluster = new TestCluster(new TestClusterOptions
        {
            Replica = new ReplicaOptions { Heartbeat = TimeSpan.Zero, SnapshotAfterBytes = 1 },
        });
        for (var i = 0; i < 150; i++) cluster.Put(2);
        cluster.World.Run(200_000);
        var stable = cluster[3].Replica!.Stable;
        cluster[3].Crash(unsyncedSurvives: true);
        cluster[3].LoseSnapshots();

        cluster[3].Start();
        Assert.True(cluster[3].Replica!.Executed < stable);
        Assert.Equal(("Transferring", stable), (cluster[3].Replica!.Mode, cluster[3].Replica!.Stable));
        Assert.True(cluster.World.RunUntil(() => cluster[3].Replica!.Mode == "Normal"));
        Assert.True(cluster[3].Replica!.Executed >= stable);

        cluster[1].Crash();
        cluster.Put(10);
        Assert.Null(cluster.AgreementFault());
    }
}
