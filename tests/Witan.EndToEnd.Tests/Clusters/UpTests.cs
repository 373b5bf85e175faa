using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>How `up` refuses and how it stops.</summary>
public sealed class UpTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(31)]
    public async Task Up_names_a_port_that_is_in_use_in_one_line(int offset)
    {
        var folder = Directory.CreateTempSubdirectory("witan-cluster-").FullName;
        var port = FreePorts.Base();
        using var taken = new TcpListener(IPAddress.Loopback, port + offset);
        taken.Start();

        var up = await WitanCommand.RunAsync(
            "up", "--dir", folder, "--port", port.ToString(CultureInfo.InvariantCulture));

        Directory.Delete(folder, recursive: true);
        Assert.Equal((1, ""), (up.Code, up.Output));
        var line = Assert.Single(up.Error.Split('\n'), line => line.Contains("in use", StringComparison.Ordinal));
        Assert.Contains($"port {port + offset} ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_up_on_the_same_folder_refuses_and_a_signal_stops_the_first_in_order()
    {
        await using var cluster = await LocalCluster.StartAsync();

        var second = await WitanCommand.RunAsync("up", "--dir", cluster.Directory);
        Assert.Equal((1, ""), (second.Code, second.Output));
        var line = Assert.Single(second.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(cluster.Directory, line, StringComparison.Ordinal);
        Assert.Contains("in use", line, StringComparison.Ordinal);
        Assert.Equal(6, cluster.Living().Count);
        await SaysAsync(
            cluster, $"witan: try, in another terminal: etcdctl --endpoints={cluster.Endpoint} put greeting hello");
        await SaysAsync(cluster, $"witan: how the replicas are: witan status --dir '{cluster.Directory}'");
        cluster.Kill("R2");
        await SaysAsync(cluster, $"witan: R2 (pid {cluster.Pids["R2"]}) was killed by signal 9");
        await SaysAsync(cluster, "witan: its log ends: ");

        var (code, took) = await cluster.TerminateAsync(TimeSpan.FromSeconds(7));
        output.WriteLine($"ended {took.TotalSeconds:0.0} s after SIGTERM");
        Assert.Equal(0, code);
        await SaysAsync(cluster, "witan: stopping; a second signal kills");
        await SaysAsync(cluster, "witan: stopped");
        Assert.Empty(cluster.Living());
        Assert.True(FreePorts.IsFree(cluster.Port));
        await cluster.UpAsync();
    }

    [Theory]
    [InlineData("holds a cluster made for port", "--port", "40000")]
    [InlineData("holds a cluster ordered by pbft; leave out --protocol", "--protocol", "hotstuff")]
    public async Task Up_refuses_what_the_cluster_in_the_folder_was_not_made_with(string says, params string[] option)
    {
        var folder = Directory.CreateTempSubdirectory("witan-cluster-").FullName;
        var port = FreePorts.Base().ToString(CultureInfo.InvariantCulture);
        Assert.Equal(0, (await WitanCommand.RunAsync("init", "--dir", folder, "--port", port)).Code);

        var up = await WitanCommand.RunAsync("up", "--dir", folder, option[0], option[1]);

        Directory.Delete(folder, recursive: true);
        Assert.Equal((2, ""), (up.Code, up.Output));
        Assert.Contains($"witan: {folder} {says}", up.Error, StringComparison.Ordinal);
    }

    /// <summary>Its output comes through a pipe, a little later than its deeds.</summary>
    private static async Task SaysAsync(LocalCluster cluster, string line) => await Until.TrueAsync(
        $"up says: {line}", TimeSpan.FromSeconds(10),
        () => cluster.Said.Split('\n').Any(said => said.StartsWith(line, StringComparison.Ordinal)));
}
