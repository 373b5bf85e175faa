using Witan.Protocols.Pbft;
using Witan.TestKit.Pbft;
using Xunit;

namespace Witan.Tests.Protocols.Pbft;

/// <summary>T14: every replica stops before every effect that it ever lets go, and comes back.</summary>
public sealed class RestartSweepTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public void T14_restart_at_every_durable_point_loses_nothing_and_breaks_no_promise(int place, bool viewChange)
    {
        var points = Effects(place, viewChange);
        Assert.True(points > 20);
        for (var point = 0; point < points; point++)
        {
            var cluster = World(viewChange);
            var left = point;
            cluster[place].CrashBefore = _ => left-- == 0;
            var bundles = Load(cluster);
            cluster.RunUntil(() => !cluster[place].IsUp, 3_000_000);
            cluster[place].Restart(50_000);
            cluster.Run(100_000);

            Assert.True(cluster.RunUntilExecuted([.. bundles, cluster.Submit()]), $"crash before effect {point}");
            Assert.True(cluster.AgreementFault() is null, $"crash before effect {point}");
            Assert.All(cluster.Nodes, n => Assert.Empty(n.Accused));
        }
    }

    private static int Effects(int place, bool viewChange)
    {
        var cluster = World(viewChange);
        var count = 0;
        cluster[place].CrashBefore = _ =>
        {
            count++;
            return false;
        };
        Assert.True(cluster.RunUntilExecuted(Load(cluster)));
        return count;
    }

    private static PbftCluster World(bool viewChange)
    {
        var cluster = new PbftCluster(new PbftClusterOptions { Batch = 2 });
        if (viewChange)
            cluster.Drop((_, _, m) => m is Core.Messages.SignedStatement { Statement: Commit { View.Value: 0 } });
        return cluster;
    }

    private static Core.Messages.Bundle[] Load(PbftCluster cluster) =>
        [.. Enumerable.Range(0, 6).Select(_ => cluster.Submit())];

    [Fact]
    public void T14_all_replicas_stop_at_once_and_come_back_with_everything_that_was_executed()
    {
        for (var after = 500; after < 12_000; after += 500)
        {
            var cluster = new PbftCluster(new PbftClusterOptions { Batch = 1 });
            var bundles = Load(cluster);
            cluster.Run(after);
            var before = cluster.Nodes.Select(n => n.Log.ToArray()).ToArray();
            foreach (var node in cluster.Nodes) node.Crash();
            foreach (var node in cluster.Nodes) node.Restart(1000);
            cluster.Run(2000);
            foreach (var bundle in bundles)
            {
                foreach (var node in cluster.Nodes) node.Pool(bundle);
            }

            Assert.True(cluster.RunUntilExecuted(bundles), $"after {after}");
            Assert.Null(cluster.AgreementFault());
            for (var i = 0; i < 4; i++)
            {
                foreach (var (height, digest) in before[i]) Assert.Equal(digest, cluster[i].Log[height]);
            }
        }
    }
}
