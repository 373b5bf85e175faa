using System.Diagnostics;
using Witan.EndToEnd.Tests.Differential;
using Xunit;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>A replica that was down for long, with and without its data, while the others went on and go on.</summary>
public sealed class CatchUpTests(ITestOutputHelper output)
{
    // Heights pass between the answers of two replicas; a quarter of the window.
    private const long Level = 32;

    [Fact]
    public Task A_replica_that_missed_many_puts_catches_up_while_puts_go_on_and_is_then_good_for_a_quorum() =>
        RunAsync(loseData: false);

    [Fact]
    public Task A_replica_that_missed_many_puts_and_lost_its_data_rejoins_while_puts_go_on_and_serves_proofs() =>
        RunAsync(loseData: true);

    [Fact]
    public async Task A_replica_that_lost_its_data_is_shown_as_rejoining_and_its_vote_counts_for_nothing()
    {
        Etcdctl.Require();
        await using var cluster = await LocalCluster.StartAsync();
        var (victim, other) = await FollowersAsync(cluster);
        cluster.Kill(victim);
        Assert.Equal("OK\n", await cluster.EtcdctlAsync("put", "k", "before"));
        cluster.Kill(other);
        LoseData(cluster, victim);
        cluster.StartReplica(victim);
        await Until.TrueAsync(
            $"{victim} is back", Sizes.CatchUp, async () => (await OneAsync(cluster, victim)).Mode == "Rejoining");

        // Two voters of the three that a quorum takes, and one that runs and hears everything.
        var (code, _, error) = await Etcdctl.RunAsync(cluster.Endpoint, ["--command-timeout=5s", "put", "k", "lost"]);

        Assert.NotEqual(0, code);
        output.WriteLine($"{victim} is Rejoining, {other} is down; put says: {error.Trim()}");
        Assert.Equal("Rejoining", (await OneAsync(cluster, victim)).Mode);
        cluster.StartReplica(other);
        await Until.TrueAsync(
            $"{victim} votes", Sizes.CatchUp, async () => (await OneAsync(cluster, victim)).Mode == "Normal");
        Assert.Equal("OK\n", await cluster.EtcdctlAsync("put", "k", "after"));
        Assert.Equal("k\nafter\n", await cluster.EtcdctlAsync("get", "k"));
    }

    private async Task RunAsync(bool loseData)
    {
        Etcdctl.Require();
        await using var cluster = await LocalCluster.StartAsync();
        var (victim, other) = await FollowersAsync(cluster);
        cluster.Kill(victim);
        if (loseData) LoseData(cluster, victim);
        var missed = new PutStream(cluster.Endpoint, "missed/", Sizes.MissedPuts, lanes: 64);
        await missed.RunAsync();
        Assert.Equal([], missed.Failures);

        var going = new PutStream(cluster.Endpoint, "going/", int.MaxValue, lanes: 64, Sizes.PutsPerSecond);
        var stream = going.RunAsync();
        var alone = await RateAsync(going, TimeSpan.FromSeconds(5));
        var (took, modes, meanwhile) = await ComeBackAsync(cluster, victim, going);
        Assert.False(stream.IsCompleted, "the puts ended before it had caught up");
        going.Stop();
        await stream;

        output.WriteLine($"{Sizes.MissedPuts} puts missed, in {missed.Elapsed.TotalSeconds:0.0} s; level after " +
            $"{took.TotalSeconds:0.0} s ({string.Join(", then ", modes)}); puts/s {alone:0} without it, " +
            $"{meanwhile:0} while it caught up");
        Assert.Equal([], going.Failures);
        Assert.True(meanwhile >= alone / 2, $"{meanwhile:0} puts/s while it caught up, {alone:0} before");
        Assert.Equal(loseData, modes.Contains("Rejoining"));
        cluster.Kill(other);
        Assert.Equal("OK\n", await cluster.EtcdctlAsync("put", "afterwards", "1"));
        Assert.Equal("afterwards\n1\n", await cluster.EtcdctlAsync("get", "afterwards"));
        await AssertProvedAsync(cluster, "afterwards");
    }

    /// <returns>How long it took, the modes that it was seen in, in order, and the puts per second meanwhile.</returns>
    private static async Task<(TimeSpan Took, IReadOnlyList<string> Modes, double Rate)> ComeBackAsync(
        LocalCluster cluster, string victim, PutStream going)
    {
        var modes = new List<string>();
        var (before, watch) = (going.Acknowledged, Stopwatch.StartNew());
        cluster.StartReplica(victim);
        var took = await Until.TrueAsync(
            $"{victim} has caught up",
            Sizes.CatchUp,
            async () =>
            {
                var replicas = await cluster.StatusAsync();
                var one = replicas.Single(replica => replica.Name == victim);
                if (one.Mode != "unreachable" && !modes.Contains(one.Mode)) modes.Add(one.Mode);
                return one.Follows && one.Height + Level >= replicas.Max(replica => replica.Height);
            },
            () => cluster.DescribeAsync(victim));
        return (took, modes, (going.Acknowledged - before) / watch.Elapsed.TotalSeconds);
    }

    private static async Task<double> RateAsync(PutStream going, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        await Until.TrueAsync("puts go on", 2 * time, () => watch.Elapsed >= time);
        return going.Acknowledged / watch.Elapsed.TotalSeconds;
    }

    private static async Task AssertProvedAsync(LocalCluster cluster, string key)
    {
        var file = Path.Combine(cluster.Directory, key + ".proof");
        var got = await WitanCommand.RunAsync("get", key, "--proof", file, "--dir", cluster.Directory);
        Assert.Equal((0, ""), (got.Code, got.Error));
        var verified = await WitanCommand.RunAsync("verify", file, "--trust", cluster.TrustFile);
        Assert.Equal((0, ""), (verified.Code, verified.Error));
    }

    private static void LoseData(LocalCluster cluster, string name) =>
        Directory.Delete(Path.Combine(cluster.ReplicaFolder(name), "data"), recursive: true);

    private static async Task<ReplicaStatus> OneAsync(LocalCluster cluster, string name) =>
        (await cluster.StatusAsync()).Single(replica => replica.Name == name);

    private static async Task<(string Victim, string Other)> FollowersAsync(LocalCluster cluster)
    {
        var status = await cluster.StatusAsync();
        var followers = status.Where(replica => replica.Name != status[0].Leader).ToList();
        return (followers[^1].Name, followers[0].Name);
    }
}
