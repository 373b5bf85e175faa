using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Cluster;

/// <summary>
/// A replica without memory that stops in front of each operation of its disk, from the noticing of its loss until it
/// votes again, and comes back: it never forgets that it forgot, and never rejoins twice.
/// </summary>
public sealed class RejoinCrashTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(0, true)]
    [InlineData(2, true)]
    public void Stopped_at_any_operation_of_its_disk_it_votes_under_the_next_number_alone(
        int from, bool unsyncedSurvives)
    {
        var reached = true;
        for (var at = from; reached; at += at < 24 ? 4 : 36) reached = Sweep(at, unsyncedSurvives);
    }

    /// <returns>Whether the replica came to that operation before it had rejoined.</returns>
    private static bool Sweep(int at, bool unsyncedSurvives)
    {
        var cluster = new TestCluster();
        cluster.Put(30);
        var watch = new OrderingWatch(cluster, 3);
        cluster[3].Crash();
        cluster[3].LoseDisk();
        cluster[3].UnsyncedSurvives = unsyncedSurvives;
        cluster[3].Disk.CrashBefore = at;
        cluster[3].Start();
        cluster.Load(40);
        cluster.World.RunUntil(() => !cluster[3].IsUp || cluster[3].Replica!.Mode == "Normal");
        var crashed = !cluster[3].IsUp;
        if (crashed) cluster[3].Start();

        Assert.True(cluster.RunUntilNumber(1), $"stopped before operation {at}: not back");
        cluster.Put(10);
        Assert.All(watch.Said, number => Assert.Equal(1UL, number));
        cluster[3].Crash(unsyncedSurvives);
        cluster[3].Start();
        cluster[1].Crash();
        cluster.Put(10);
        Assert.Equal(1UL, cluster.NumberAt(3));
        Assert.Null(cluster.AgreementFault());
        return crashed;
    }
}
