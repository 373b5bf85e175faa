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
        var reports = await client.StatusAsync(TimeSpan.FromSeconds(5), Cancellation);

        Assert.Equal(Enumerable.Range(1, 100).Select(i => (ulong)i), numbers.Order());
        Assert.Equal(100UL, BitConverter.ToUInt64(answer.Value.Span));
        Assert.All(reports, report => Assert.Equal("Normal", report.Answer?.Mode));
        Assert.All(cluster.Hosts, host => Assert.Equal(3, host!.ReachablePeers));
        Assert.Empty(client.Lies());
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
    public async Task A_replica_whose_data_was_deleted_does_not_vote_and_the_other_three_serve()
    {
        await using var cluster = new HostedCluster();
        cluster.StartAll();
        var client = cluster.Connect();
        await HostedCluster.AddAsync(client, "a", Cancellation);

        await cluster.StopAsync(3);
        Directory.Delete(Path.Combine(cluster.Folder.ReplicaFolder(new ReplicaId(3)), "data"), recursive: true);
        cluster.Start(3);
        var number = await HostedCluster.AddAsync(client, "a", Cancellation);
        await Eventually.HoldsAsync(() => cluster[3].View.Mode == "Rejoining", "replica 3 says that it must rejoin");

        Assert.Equal(2UL, number);
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
}
