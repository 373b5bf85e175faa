using Witan.EndToEnd.Tests.Clusters;
using Witan.EndToEnd.Tests.Differential;
using Witan.LyingReplica;
using Xunit;

namespace Witan.EndToEnd.Tests.Liars;

/// <summary>One of four replicas lies to the gateway in every way, in front of an unmodified etcd client.</summary>
public sealed class LyingReplicaTests(ITestOutputHelper output)
{
    private const string Liar = "R3";
    private const int Rounds = 8;

    [Fact]
    public async Task One_of_four_replicas_lies_in_every_way_and_etcdctl_sees_the_truth_while_status_counts_it_alone()
    {
        Etcdctl.Require();
        await using var cluster = await LocalCluster.StartAsync();
        var calls = new CheckedCalls(cluster);
        await calls.RoundAsync("key/0");
        cluster.Kill(Liar);
        await using var liar = LiarProcess.Start(Path.Combine(cluster.ReplicaFolder(Liar), "node.json"), honest: "0");
        await Until.TrueAsync(
            "the gateway is connected to the liar", TimeSpan.FromSeconds(20), () => IsConnected(cluster));

        await RunAsync(cluster, calls, liar, LieMode.Honest);
        var honest = await SightsAsync(cluster);
        Assert.All(honest, replica => Assert.Equal((0, 0), (replica.Proved, replica.Observed)));

        await AssertCountedAsync(cluster, calls, liar, LieMode.WrongValue, "BadProof");
        await AssertCountedAsync(cluster, calls, liar, LieMode.StaleValue, "Stale");
        await AssertCountedAsync(cluster, calls, liar, LieMode.ForgedCertificate, "Unverified");
        var observedOnly = (await SightsAsync(cluster)).Single(replica => replica.Replica == Liar);
        Assert.Equal(0, observedOnly.Proved);
        await AssertCountedAsync(cluster, calls, liar, LieMode.ContradictoryVotes, "Equivocation");
        await AssertCountedAsync(
            cluster, calls, liar, LieMode.WrongConfirm, "UncertifiedClaim", "ContradictsCertificate");
        output.WriteLine($"{calls.Count} answers of etcdctl were checked");
    }

    private static async Task<IReadOnlyList<Sight>> SightsAsync(LocalCluster cluster)
    {
        var status = await WitanCommand.RunAsync("status", "--json", "--dir", cluster.Directory);
        Assert.Equal((0, ""), (status.Code, status.Error));
        return Sight.Parse(status.Output);
    }

    private static async Task<bool> IsConnected(LocalCluster cluster)
    {
        var status = await WitanCommand.RunAsync("status", "--dir", cluster.Directory);
        return status.Output.Split('\n').Any(line =>
            line.StartsWith(Liar + " ", StringComparison.Ordinal) && line.Contains(" yes ", StringComparison.Ordinal));
    }

    private static async Task RunAsync(LocalCluster cluster, CheckedCalls calls, LiarProcess liar, LieMode mode)
    {
        await liar.LieAsync(mode);
        for (var round = 0; round < Rounds; round++) await calls.RoundAsync("key/" + (round % 2));
    }

    /// <summary>
    /// Every one of the kinds grows by this lie, for the liar; nobody else is held guilty of anything.
    /// </summary>
    private async Task AssertCountedAsync(
        LocalCluster cluster, CheckedCalls calls, LiarProcess liar, LieMode mode, params string[] kinds)
    {
        var before = (await SightsAsync(cluster)).Single(replica => replica.Replica == Liar);
        await RunAsync(cluster, calls, liar, mode);
        var after = await SightsAsync(cluster);
        var seen = after.Single(replica => replica.Replica == Liar);
        output.WriteLine($"{mode}: proved {seen.Proved}, observed {seen.Observed}: {string.Join(", ", seen.Kinds)}");
        Assert.All(kinds, kind => Assert.True(seen.Of(kind) > before.Of(kind), $"{mode} is not counted as {kind}"));
        Assert.All(
            after.Where(replica => replica.Replica != Liar),
            replica => Assert.Equal((0, 0), (replica.Proved, replica.Observed)));
    }
}
