using Witan.Core.Ordering;
using Witan.Node;
using Witan.Primitives;
using Xunit;
using PbftProtocol = Witan.Protocols.Pbft.Protocol;

namespace Witan.Tests.Node;

public sealed class SetupTests
{
    [Fact]
    public async Task A_key_that_others_may_read_is_refused_with_the_command_that_helps()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var cluster = new HostedCluster(1);
        var key = Path.Combine(cluster.Folder.ReplicaFolder(new ReplicaId(0)), "keys", "statement.pem");
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        IsRefused("chmod 600 " + key, () => cluster.Start(0));
    }

    [Fact]
    public async Task A_folder_in_use_is_refused_and_free_again_after_the_stop()
    {
        await using var cluster = new HostedCluster(1);
        cluster.Start(0);

        var refusal = Assert.Throws<NodeSetupException>(() => ReplicaHost.Start(
            cluster.OptionsOf(0), new AdderMachine(), new PbftProtocol()));
        Assert.Contains("is in use by another process", refusal.Message, StringComparison.Ordinal);

        await cluster.StopAsync(0);
        cluster.Start(0);
    }

    [Fact]
    public async Task A_taken_port_is_one_line_that_names_it()
    {
        await using var cluster = new HostedCluster(2);
        var other = cluster.OptionsOf(1);
        other.Listen = cluster.Start(0).Address.ToString();

        var refusal = Assert.Throws<NodeSetupException>(() => cluster.Start(1, other));

        Assert.Contains($"port {cluster[0].Address.Port} on", refusal.Message, StringComparison.Ordinal);
        cluster.Start(1); // the failed start let go of everything
    }

    [Fact]
    public async Task A_key_of_another_replica_is_refused()
    {
        await using var cluster = new HostedCluster(2);
        var mine = Path.Combine(cluster.Folder.ReplicaFolder(new ReplicaId(0)), "keys");
        var other = Path.Combine(cluster.Folder.ReplicaFolder(new ReplicaId(1)), "keys");
        File.Copy(Path.Combine(other, "tls.pem"), Path.Combine(mine, "tls.pem"), overwrite: true);
        IsRefused("TLS key", () => cluster.Start(0));

        File.Copy(Path.Combine(other, "statement.pem"), Path.Combine(mine, "statement.pem"), overwrite: true);
        IsRefused("is not the one", () => cluster.Start(0));
    }

    [Fact]
    public void A_cluster_folder_is_read_back_as_it_was_made_and_a_changed_one_is_refused()
    {
        using var home = new TemporaryFolder();
        var made = ClusterFolder.Init(
            new ClusterOptions { Directory = home["c"], Replicas = 7, JournalSegmentBytes = 64 * 1024 });
        var opened = ClusterFolder.Open(home["c"]);
        Assert.Equal(made.Cluster, opened.Cluster);
        Assert.Equal(2, opened.Genesis.Configuration.F);
        Assert.Equal(["org-a", "org-b", "org-g"], Pick(opened, 0, 1, 6));
        Assert.Equal("127.0.0.1:2395", opened.Genesis.Configuration.Members[6].Address);
        Assert.Throws<NodeSetupException>(() => ClusterFolder.Init(new ClusterOptions { Directory = home["c"] }));

        var text = File.ReadAllText(made.ClusterFile);
        File.WriteAllText(made.ClusterFile, text.Replace("org-c", "org-x", StringComparison.Ordinal));
        IsRefused("is not whole", () => ClusterFolder.Open(home["c"]));
    }

    [Fact]
    public void Settings_of_a_node_are_read_back_with_durations_in_milliseconds_and_unknown_members_are_refused()
    {
        using var home = new TemporaryFolder();
        var folder = ClusterFolder.Init(new ClusterOptions
        {
            Directory = home["c"], Replicas = 1, JournalSegmentBytes = 64 * 1024,
            Replica = new ReplicaOptions { Heartbeat = TimeSpan.FromMilliseconds(1234) },
        });
        var file = folder.NodeFile(new ReplicaId(0));
        var text = File.ReadAllText(file);
        Assert.Contains("\"heartbeatMilliseconds\": 1234", text, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMilliseconds(1234), NodeOptions.Load(file).Replica.Heartbeat);
        Assert.Equal("127.0.0.1:2409", NodeOptions.Load(file).HealthListen);

        File.WriteAllText(file, text.Replace("heartbeatMilliseconds", "hartbeat", StringComparison.Ordinal));
        IsRefused("hartbeat", () => NodeOptions.Load(file));
    }

    [Fact]
    public async Task Every_start_of_a_client_has_a_higher_incarnation_also_when_many_start_at_once()
    {
        await using var cluster = new HostedCluster(1);

        var started = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => cluster.Connect().Incarnation)));
        var last = cluster.Connect().Incarnation;

        Assert.Equal(8, started.Distinct().Count());
        Assert.True(last > started.Max());
    }

    [Fact]
    public async Task Keys_under_a_passphrase_are_read_with_it_alone()
    {
        using var home = new TemporaryFolder();
        var folder = ClusterFolder.Init(new ClusterOptions
        {
            Directory = home["c"], Replicas = 1, JournalSegmentBytes = 64 * 1024, Passphrase = "open sesame",
        });
        var options = NodeOptions.Load(folder.NodeFile(new ReplicaId(0)));
        options.Listen = "127.0.0.1:0";
        ReplicaHost Start() => ReplicaHost.Start(options, new AdderMachine(), new PbftProtocol());

        IsRefused("is encrypted and no passphrase was given", Start);
        options.Passphrase = "open barley";
        IsRefused("the passphrase is wrong", Start);
        options.PassphraseFile = home["passphrase"];
        File.WriteAllText(options.PassphraseFile, "open sesame\n");
        await using var host = Start();
        Assert.NotEqual(0, host.Address.Port);
    }

    private static void IsRefused(string why, Func<object> start) =>
        Assert.Contains(why, Assert.Throws<NodeSetupException>(() => start()).Message, StringComparison.Ordinal);

    private static IEnumerable<string> Pick(ClusterFolder folder, params int[] places) =>
        places.Select(place => folder.Genesis.Configuration.Members[place].Organisation);
}
