using Witan.EndToEnd.Tests.Differential;
using Xunit;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>A replica that was down for long, while the others went on and go on.</summary>
public sealed class CatchUpTests(ITestOutputHelper output)
{
    // Heights pass between the answers of two replicas.
    private const long Level = 32;

    [Fact]
    public async Task A_replica_that_missed_many_puts_catches_up_while_puts_go_on_and_is_then_good_for_a_quorum()
    {
        Etcdctl.Require();
        await using var cluster = await LocalCluster.StartAsync();
        var status = await cluster.StatusAsync();
        var victim = status.Last(replica => replica.Name != status[0].Leader).Name;
        cluster.Kill(victim);
        var missed = new PutStream(cluster.Endpoint, "missed/", Sizes.MissedPuts, lanes: 64);
        await missed.RunAsync();
        Assert.Equal([], missed.Failures);

        var going = new PutStream(cluster.Endpoint, "going/", int.MaxValue, lanes: 64, Sizes.PutsPerSecond);
        var stream = going.RunAsync();
        cluster.StartReplica(victim);
        var took = await Until.TrueAsync($"{victim} has caught up", Sizes.CatchUp, () => IsLevelAsync(cluster, victim));
        Assert.False(stream.IsCompleted, "the puts ended before it had caught up");
        going.Stop();
        await stream;

        Assert.Equal([], going.Failures);
        Assert.NotEqual(0, going.Acknowledged);
        output.WriteLine($"{Sizes.MissedPuts} puts missed, in {missed.Elapsed.TotalSeconds:0.0} s; level after " +
            $"{took.TotalSeconds:0.0} s, with {going.Acknowledged / going.Elapsed.TotalSeconds:0} puts/s going on");
        cluster.Kill(status.Last(replica => replica.Name != victim).Name);
        Assert.Equal("OK\n", await cluster.EtcdctlAsync("put", "afterwards", "1"));
        Assert.Equal("afterwards\n1\n", await cluster.EtcdctlAsync("get", "afterwards"));
    }

    private static async Task<bool> IsLevelAsync(LocalCluster cluster, string name)
    {
        var replicas = await cluster.StatusAsync();
        var one = replicas.Single(replica => replica.Name == name);
        return one.Mode == "Normal" && one.Height + Level >= replicas.Max(replica => replica.Height);
    }
}
