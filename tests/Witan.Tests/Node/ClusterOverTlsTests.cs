using Witan.Client;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Node;

public sealed class ClusterOverTlsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Four_replicas_over_TLS_acknowledge_a_hundred_requests_each_once_and_answer_a_proved_query()
    {
        await using var cluster = new HostedCluster();
        cluster.StartAll();
        var client = cluster.Connect();

        var numbers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => HostedCluster.AddAsync(client, "a", Cancellation)));
        var answer = await client.QueryAsync("a"u8.ToArray(), new ReadLevel.Linearizable(), Cancellation);
        await Eventually.HoldsAsync(
            () => cluster.Hosts.All(host => host!.View.Executed >= answer.Height), "all four executed the height");
        // A quorum answers before the last two have greeted each other.
        await Eventually.HoldsAsync(
            () => cluster.Hosts.All(host => host!.ReachablePeers == 3), "each of the four reaches the others");
        var reports = await client.StatusAsync(TimeSpan.FromSeconds(5), Cancellation);

        Assert.Equal(Enumerable.Range(1, 100).Select(i => (ulong)i), numbers.Order());
        Assert.Equal(100UL, BitConverter.ToUInt64(answer.Value.Span));
        Assert.All(reports, report => Assert.Equal("Normal", report.Answer?.Mode));
        Assert.DoesNotContain(client.Lies(), lie => lie.Weight != LieWeight.Late);
    }

    [Fact]
    public async Task A_cluster_that_was_stopped_goes_on_with_its_data_and_a_client_of_a_new_life()
    {
        await using var cluster = new HostedCluster();
        cluster.StartAll();
        Assert.Equal(1UL, await HostedCluster.AddAsync(cluster.Connect(), "a", Cancellation));

        for (var i = 0; i < 4; i++) await cluster.StopAsync(i);
        cluster.StartAll();

        Assert.Equal(2UL, await HostedCluster.AddAsync(cluster.Connect(), "a", Cancellation));
    }

    [Fact]
    public async Task A_replica_starts_again_from_its_snapshot_when_the_journal_was_cut()
    {
        await using var cluster = new HostedCluster();
        for (var i = 0; i < 4; i++)
        {
            var options = cluster.OptionsOf(i);
            options.Replica = options.Replica with { SnapshotAfterBytes = 1 };
            cluster.Start(i, options);
        }

        var client = cluster.Connect();
        var data = Path.Combine(cluster.Folder.ReplicaFolder(new ReplicaId(0)), "data");
        for (var i = 1UL; i <= 20; i++) Assert.Equal(i, await HostedCluster.AddAsync(client, "a", Cancellation));
        await Eventually.HoldsAsync(
            () => Directory.GetFiles(data, "snapshot-*.snap").Length > 0, "replica 0 wrote a snapshot");
        var height = cluster[0].View.Executed;
        await cluster.StopAsync(0);
        cluster.Start(0);

        Assert.True(cluster[0].View.Executed >= height, $"{cluster[0].View.Executed} after {height}");
        Assert.Equal(21UL, await HostedCluster.AddAsync(client, "a", Cancellation));
    }

    [Fact]
    public async Task Snapshots_that_follow_each_other_as_fast_as_checkpoints_do_not_stop_the_replicas_that_write_them()
    {
        await using var cluster = new HostedCluster();
        for (var i = 0; i < 4; i++)
        {
            var options = cluster.OptionsOf(i);
            options.Replica = options.Replica with { SnapshotAfterBytes = 1 };
            cluster.Start(i, options);
        }

        var client = cluster.Connect();
        var done = 0UL;
        for (var i = 0; i < 40; i++)
        {
            var numbers = await Task.WhenAll(
                Enumerable.Range(0, 8).Select(_ => HostedCluster.AddAsync(client, "a", Cancellation)));
            done = numbers.Max();
        }

        Assert.Equal(320UL, done);
        await Eventually.HoldsAsync(
            () => cluster.Hosts.All(host => host!.View.Stable.Value > 0), "all four go on");
    }

    [Fact]
    public async Task A_client_of_one_cluster_does_not_talk_to_the_replicas_of_another_at_the_same_address()
    {
        await using var cluster = new HostedCluster();
        await using var impostor = new HostedCluster(4, cluster.Port);
        impostor.StartAll();

        var client = cluster.Connect();
        await Eventually.HoldsAsync(
            () => cluster.Log.Has("not connected to R3", "shows the key"), "the pin was refused");

        Assert.Equal(0, client.Connected);
        var report = (await client.StatusAsync(TimeSpan.FromMilliseconds(1), Cancellation))[3];
        Assert.Null(report.Answer);
        Assert.Contains(report.Member.TlsPin.ToString(), report.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_machine_that_throws_stops_its_replica_and_says_why()
    {
        await using var cluster = new HostedCluster();
        cluster.StartAll();
        var client = cluster.Connect();

        var lost = client.SubmitAsync("throw"u8.ToArray(), Cancellation);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => cluster[1].Completion);

        Assert.Equal("told to throw", failure.Message);
        Assert.True(cluster.Log.Has("Critical", "R1 stops: told to throw"), cluster.Log.ToString());
        await client.DisposeAsync();
        await Assert.ThrowsAsync<WitanOutcomeUnknownException>(() => lost);
    }

    [Fact]
    public async Task A_replica_whose_data_was_deleted_rejoins_and_its_vote_is_then_needed()
    {
        await using var cluster = new HostedCluster();
        cluster.StartAll();
        var client = cluster.Connect();
        await HostedCluster.AddAsync(client, "a", Cancellation);

        await cluster.StopAsync(3);
        Directory.Delete(Path.Combine(cluster.Folder.ReplicaFolder(new ReplicaId(3)), "data"), recursive: true);
        cluster.Start(3);
        var number = await HostedCluster.AddAsync(client, "a", Cancellation);
        await Eventually.HoldsAsync(
            () => cluster[3].Counts.ContainsKey("Rejoined")
                && cluster[3].View.Mode == "Normal", "replica 3 has rejoined");
        await cluster.StopAsync(1);

        Assert.Equal(2UL, number);
        Assert.Equal(3UL, await HostedCluster.AddAsync(client, "a", Cancellation));
        Assert.True(cluster.Log.Has("R3", "lost its memory"), cluster.Log.ToString());
    }

    [Fact]
    public async Task A_request_that_the_service_refuses_is_an_argument_error_and_a_cancelled_wait_a_cancellation()
    {
        await using var cluster = new HostedCluster();
        var client = cluster.Connect();
        using var stop = new CancellationTokenSource();

        var waiting = client.SubmitAsync("a"u8.ToArray(), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAsync<ArgumentException>(() => client.SubmitAsync("!"u8.ToArray(), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => client.SubmitAsync(default, Cancellation));
    }

    [Fact]
    public async Task A_call_with_a_token_that_was_cancelled_and_a_call_of_a_closed_client_end_at_once()
    {
        await using var cluster = new HostedCluster();
        cluster.StartAll();
        var client = cluster.Connect();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var cancelled = client.SubmitAsync("a"u8.ToArray(), stop.Token);
        Assert.True(cancelled.IsCanceled);
        Assert.Equal(1UL, await HostedCluster.AddAsync(client, "a", Cancellation));
        await client.DisposeAsync();
        var late = client.SubmitAsync("a"u8.ToArray(), Cancellation);

        Assert.True(late.IsCompleted);
        await Assert.ThrowsAsync<WitanUnavailableException>(() => late);
    }
}
