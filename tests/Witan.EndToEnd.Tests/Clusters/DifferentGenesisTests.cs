using Witan.Client;
using Witan.EndToEnd.Tests.Differential;
using Witan.Primitives.Membership;
using Xunit;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>A replica with the right keys and another configuration.</summary>
public sealed class DifferentGenesisTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replica_whose_configuration_differs_is_let_in_by_nobody_and_both_sides_name_both_digests()
    {
        Etcdctl.Require();
        await using var cluster = await LocalCluster.StartAsync();
        cluster.Kill("R3");
        var ours = TrustFile.Read(await File.ReadAllBytesAsync(cluster.TrustFile, Stop))!;
        var theirs = Change(ours.Genesis);
        var folder = cluster.ReplicaFolder("R3");
        await File.WriteAllBytesAsync(Path.Combine(folder, "other.json"), TrustFile.Render(theirs), Stop);
        var node = Path.Combine(folder, "node.json");
        var settings = await File.ReadAllTextAsync(node, Stop);
        await File.WriteAllTextAsync(
            node, settings.Replace("../cluster.json", "other.json", StringComparison.Ordinal), Stop);
        // Its journal is that of our cluster and would be refused first.
        Directory.Delete(Path.Combine(folder, "data"), recursive: true);

        cluster.StartReplica("R3");

        var other = new Trust(theirs).Cluster.ToString();
        foreach (var peer in new[] { "R0", "R1", "R2" })
        {
            await Until.TrueAsync($"R3 says why it does not reach {peer}", TimeSpan.FromSeconds(20), () =>
                cluster.SaidBy("R3").Any(
                    line => Names(line, $"does not reach {peer}", ours.Cluster.ToString(), other)));
            await Until.TrueAsync($"{peer} says why it refuses R3", TimeSpan.FromSeconds(20), () =>
                File.ReadLines(Path.Combine(cluster.ReplicaFolder(peer), "log"))
                    .Any(line => Names(line, "refuses a connection", ours.Cluster.ToString(), other)));
        }

        Assert.Equal("OK\n", await cluster.EtcdctlAsync("put", "undisturbed", "1"));
        var status = await cluster.StatusAsync();
        Assert.All(status.SkipLast(1), replica => Assert.Equal("Normal", replica.Mode));
        Assert.Equal("unreachable", status[^1].Mode);
        Assert.Contains(other, status[^1].Why, StringComparison.Ordinal);
    }

    private static bool Names(string line, params string[] parts) =>
        parts.All(part => line.Contains(part, StringComparison.Ordinal));

    private static Genesis Change(Genesis genesis)
    {
        var old = genesis.Configuration;
        var parameters = old.Parameters with { MaxBlockRequests = old.Parameters.MaxBlockRequests - 1 };
        return genesis with
        {
            Configuration = Configuration.Create(old.Number, [.. old.Members], old.F, old.Protocol, parameters),
        };
    }
}
