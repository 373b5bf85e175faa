using Witan.EndToEnd.Tests.Differential;
using Xunit;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>kill -9 of replicas, of the gateway's parent and of everything, with etcd's clients at work.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static int Puts => Sizes.StreamPuts;

    [Fact]
    public async Task Etcdctl_goes_on_while_any_one_of_four_replicas_is_killed()
    {
        Etcdctl.Require();
        await using var cluster = await LocalCluster.StartAsync();
        foreach (var name in new[] { "R0", "R1", "R2", "R3" })
        {
            cluster.Kill(name);

            Assert.Equal("OK\n", await cluster.EtcdctlAsync("put", "without/" + name, name));
            Assert.Equal($"without/{name}\n{name}\n", await cluster.EtcdctlAsync("get", "without/" + name));
            cluster.StartReplica(name);
            var took = await Until.TrueAsync(
                $"{name} has caught up", Patience, () => cluster.IsLevelAsync(name));
            output.WriteLine($"{name} was level again {took.TotalSeconds:0.0} s after its start");
        }

        Assert.Equal(4, (await StoredKeys.ReadAsync(cluster, "without/")).Entries.Count);
    }

    [Fact]
    public async Task A_leader_killed_in_a_stream_of_puts_loses_none_that_was_acknowledged_and_applies_none_twice()
    {
        Etcdctl.Require();
        await using var cluster = await LocalCluster.StartAsync();
        var before = await StoredKeys.ReadAsync(cluster, "k/");
        var leader = (await cluster.StatusAsync())[0].Leader;
        var puts = new PutStream(cluster.Endpoint, "k/", Puts, lanes: 16);

        var stream = puts.RunAsync();
        await Until.TrueAsync("a quarter is acknowledged", Patience, () => puts.Acknowledged >= Puts / 4);
        cluster.Kill(leader);
        var atKill = puts.Acknowledged;
        await stream;

        output.WriteLine($"{Puts} puts in {puts.Elapsed.TotalSeconds:0.0} s; leader {leader} killed after {atKill}; " +
            $"longest pause {puts.LongestPause.TotalMilliseconds:0} ms");
        Assert.Equal([], puts.Failures);
        Assert.True(atKill < Puts, "the stream had ended before the leader was killed");
        var after = await StoredKeys.ReadAsync(cluster, "k/");
        Assert.Equal(before.Revision + Puts, after.Revision);
        after.AssertHolds(puts.AcknowledgedKeys);
        Assert.Equal(Puts, after.Entries.Count);
    }

    [Fact]
    public async Task Everything_killed_at_once_in_a_stream_of_puts_comes_back_with_all_that_was_acknowledged()
    {
        Etcdctl.Require();
        await using var cluster = await LocalCluster.StartAsync();
        var before = await StoredKeys.ReadAsync(cluster, "k/");
        var puts = new PutStream(cluster.Endpoint, "k/", total: 10_000, lanes: 16);

        var stream = puts.RunAsync();
        await Until.TrueAsync("300 puts are acknowledged", Patience, () => puts.Acknowledged >= 300);
        cluster.KillEverything();
        await stream;
        await Until.TrueAsync("all are gone", Patience, () => cluster.Living().Count == 0);
        var took = await cluster.UpAsync();

        var after = await StoredKeys.ReadAsync(cluster, "k/");
        output.WriteLine($"{puts.Acknowledged} puts acknowledged, {after.Entries.Count} found; " +
            $"ready after {took.TotalSeconds:0.0} s");
        Assert.NotEmpty(puts.Failures);
        after.AssertHolds(puts.AcknowledgedKeys);
        Assert.Equal(before.Revision + after.Entries.Count, after.Revision);
        Assert.Equal("OK\n", await cluster.EtcdctlAsync("put", "afterwards", "1"));
    }

    [Fact]
    public async Task Children_end_when_their_parent_is_killed()
    {
        await using var cluster = await LocalCluster.StartAsync();
        Assert.Equal(6, cluster.Living().Count);

        cluster.KillParent();

        var took = await Until.TrueAsync(
            "no process is left", TimeSpan.FromSeconds(10), () => cluster.Living().Count == 0);
        output.WriteLine($"gone after {took.TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task A_replica_that_lost_its_data_comes_back_by_itself_and_its_vote_is_then_needed()
    {
        Etcdctl.Require();
        await using var cluster = await LocalCluster.StartAsync();
        var status = await cluster.StatusAsync();
        var leader = status[0].Leader;
        var victim = status.Last(replica => replica.Name != leader).Name;
        var other = status.First(replica => replica.Name != leader && replica.Name != victim).Name;
        await PutAsync(cluster, "before/", 400);
        cluster.Kill(victim);
        Directory.Delete(Path.Combine(cluster.ReplicaFolder(victim), "data"), recursive: true);
        await PutAsync(cluster, "during/", 200);

        cluster.StartReplica(victim);

        // The leader fills up to 383 blocks, each with its flushes.
        var took = await Until.TrueAsync($"{victim} votes again", 3 * Patience, () => VotesAgainAsync(cluster, victim));
        output.WriteLine($"{victim} voted again {took.TotalSeconds:0.0} s after its start");
        status = await cluster.StatusAsync();
        Assert.All(status, replica => Assert.Equal(("Normal", 1L), (replica.Mode, replica.Configuration)));
        await AssertProvedByTheFirstTrustAsync(cluster);
        cluster.Kill(other);
        await PutAsync(cluster, "after/", 50);
        cluster.StartReplica(other);
        await Until.TrueAsync($"{other} is level", Patience, () => cluster.IsLevelAsync(other));
        cluster.Kill(victim);
        cluster.StartReplica(victim);
        await Until.TrueAsync($"{victim} is level", Patience, () => cluster.IsLevelAsync(victim));
        Assert.All(await cluster.StatusAsync(), replica => Assert.Equal(1, replica.Configuration));
    }

    private async Task<bool> VotesAgainAsync(LocalCluster cluster, string victim)
    {
        var replicas = await cluster.StatusAsync();
        output.WriteLine(string.Join(", ", replicas.Select(r => $"{r.Name} {r.Mode} {r.Height} ({r.Configuration})")));
        output.WriteLine(replicas.Single(r => r.Name == victim).Why);
        return replicas.All(r => (r.Mode, r.Configuration) == ("Normal", 1L));
    }

    private static async Task AssertProvedByTheFirstTrustAsync(LocalCluster cluster)
    {
        Assert.Equal("OK\n", await cluster.EtcdctlAsync("put", "proved", "1"));
        var file = Path.Combine(cluster.Directory, "proved.proof");
        var got = await WitanCommand.RunAsync("get", "proved", "--proof", file, "--dir", cluster.Directory);
        Assert.Equal((0, ""), (got.Code, got.Error));
        var verified = await WitanCommand.RunAsync("verify", file, "--trust", cluster.TrustFile);
        Assert.Equal((0, ""), (verified.Code, verified.Error));
    }

    private static async Task PutAsync(LocalCluster cluster, string prefix, int count)
    {
        var puts = new PutStream(cluster.Endpoint, prefix, count, lanes: 2);
        await puts.RunAsync();
        Assert.Equal([], puts.Failures);
    }
}
