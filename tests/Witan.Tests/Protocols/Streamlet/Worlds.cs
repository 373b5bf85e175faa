using Witan.Core.Contract;
using Witan.Protocols.Streamlet;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Protocols.Streamlet;

/// <summary>Clusters of whole replicas, with leaders by hash and in turns.</summary>
internal static class Worlds
{
    public static TheoryData<LeaderChoice> All => [LeaderChoice.Hash, LeaderChoice.RoundRobin];

    /// <summary>Microseconds of an epoch.</summary>
    public static long EpochLength => new StreamletOptions().EpochMicroseconds;

    public static TestCluster Of(LeaderChoice leaders, int n = 4, int f = 1) => new(new TestClusterOptions
    {
        Replicas = n, Faulty = f, Protocol = new Protocol(new StreamletOptions { Leaders = leaders }),
    });

    /// <summary>All of these requests, one after the other, and one more: each executes once.</summary>
    public static void AssertProgress(TestCluster cluster, int requests = 20)
    {
        for (var i = 0; i < requests; i++) cluster.World.After(i * 50_000, () => cluster.Client.Submit("a"));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == requests, 60_000_000));
        var last = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(last));
        Assert.Equal((ulong)requests + 1, cluster.Client.NumberOf(last));
        Assert.Null(cluster.AgreementFault());
    }

    public static int Count(TestReplica replica, TraceKind kind) => replica.Traces.Count(t => t.Kind == kind);
}
