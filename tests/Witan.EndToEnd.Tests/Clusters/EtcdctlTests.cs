using System.Diagnostics;
using Witan.EndToEnd.Tests.Differential;
using Xunit;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>Real etcdctl against four real replicas behind a gateway.</summary>
public sealed class EtcdctlTests(ITestOutputHelper output)
{
    public static TheoryData<string> Protocols => [.. Sizes.Protocols];

    [Fact]
    public async Task Etcdctl_finds_in_the_cluster_what_it_finds_in_etcd()
    {
        Etcdctl.Require();
        await using var cluster = await LocalCluster.StartAsync();

        Assert.Equal("OK\n", await cluster.EtcdctlAsync("put", "a", "1"));
        Assert.Equal("OK\n", await cluster.EtcdctlAsync("put", "ab", "2"));
        Assert.Equal("OK\n", await cluster.EtcdctlAsync("put", "a", "3"));
        Assert.Equal("a\n3\n", await cluster.EtcdctlAsync("get", "a"));
        Assert.Equal("a\n3\nab\n2\n", await cluster.EtcdctlAsync("get", "--prefix", "a"));
        Assert.Equal("a\n1\n", await cluster.EtcdctlAsync("get", "a", "--rev=2"));
        Assert.Equal("1\n", await cluster.EtcdctlAsync("del", "ab"));
        Assert.Equal("", await cluster.EtcdctlAsync("get", "ab"));
        Assert.Equal("compacted revision 4\n", await cluster.EtcdctlAsync("compaction", "4"));
        var (code, _, error) = await Etcdctl.RunAsync(cluster.Endpoint, ["get", "a", "--rev=2"]);
        Assert.Equal(1, code);
        Assert.Contains("required revision has been compacted", error, StringComparison.Ordinal);
        Assert.Contains(cluster.Endpoint, await cluster.EtcdctlAsync("endpoint", "status"), StringComparison.Ordinal);
        Assert.Contains("started, gateway", await cluster.EtcdctlAsync("member", "list"), StringComparison.Ordinal);
        var (taken, answer, _) = await Etcdctl.RunAsync(
            cluster.Endpoint, ["txn"], "value(\"a\") = \"3\"\n\nput a 4\n\nput a 5\n\n");
        Assert.Equal((0, "SUCCESS\n\nOK\n"), (taken, answer));
        Assert.Equal("a\n4\n", await cluster.EtcdctlAsync("get", "a"));
    }

    /// <summary>The whole script under one protocol, a short one under the others: see <see cref="Sizes"/>.</summary>
    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Four_replicas_behind_a_gateway_answer_the_differential_script_as_etcd_does(string protocol)
    {
        Etcdctl.Require("etcd");
        var part = protocol == "pbft" || Sizes.WholeScript ? ScriptPart.Whole : ScriptPart.EveryKind;
        await using var etcd = await EtcdProcess.StartAsync();
        await using var cluster = await LocalCluster.StartAsync(protocol);

        var watch = Stopwatch.StartNew();
        Assert.Equal([], await DifferentialScript.CompareAsync(etcd.Endpoint, cluster.Endpoint, part));
        output.WriteLine(
            $"{protocol}: {part.Commands.Count} commands and {part.Calls.Count} calls "
            + $"in {watch.Elapsed.TotalSeconds:0.0} s");
    }
}
