using System.Globalization;
using Witan.Gateway;
using Witan.Gateway.Etcd;
using Witan.Registry;
using Witan.TestKit.Grpc;
using Xunit;

namespace Witan.Tests.Gateway;

/// <summary>Which reads share an answer: equal ones, and only one that was asked for after each of them came.</summary>
public sealed class SharedReadTests : IAsyncLifetime
{
    private readonly HeldRegistry _registry = new();
    private GatewayServer _server = null!;
    private GrpcTestClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await GatewayServer.StartAsync(
            new GatewayOptions { GrpcPort = 0, HttpPort = 0 }, new GatewayIdentity(0x11, 0x22, "g", []), _registry);
        _client = new GrpcTestClient($"127.0.0.1:{_server.GrpcPort}");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Reads_that_come_while_an_equal_one_is_under_way_are_answered_by_the_next_and_not_by_it()
    {
        var first = Read("k");
        var one = await _registry.NextAsync();
        var later = Enumerable.Range(0, 20).Select(_ => Read("k")).ToArray();
        await InServerAsync(21);
        one.Answer.SetResult(Count(1));
        var two = await _registry.NextAsync();
        Assert.All(later, read => Assert.False(read.IsCompleted));
        two.Answer.SetResult(Count(2));

        Assert.Equal(1, CountOf(await first));
        Assert.All(await Task.WhenAll(later), reply => Assert.Equal(2, CountOf(reply)));
        Assert.Equal(0, _registry.Waiting);

        var alone = Read("k");
        (await _registry.NextAsync()).Answer.SetResult(Count(3));
        Assert.Equal(3, CountOf(await alone));
    }

    [Fact]
    public async Task An_unequal_read_and_a_serializable_one_are_asked_by_themselves()
    {
        var reads = new[] { Read("k"), Read("l"), Read("k", serializable: true), Read("k", serializable: true) };

        for (var i = 1; i <= 4; i++) (await _registry.NextAsync()).Answer.SetResult(Count(i));

        Assert.Equal([1, 2, 3, 4], (await Task.WhenAll(reads)).Select(CountOf).Order());
    }

    [Fact]
    public async Task What_ends_one_read_ends_every_reader_that_waits_for_it_and_no_later_one()
    {
        var first = Read("k");
        var one = await _registry.NextAsync();
        var shared = new[] { Read("k"), Read("k") };
        await InServerAsync(3);
        one.Answer.SetException(new InvalidOperationException("planned"));
        (await _registry.NextAsync()).Answer.SetResult(new RegistryAnswer.Unavailable());

        Assert.Equal(13, (await first).Status);
        Assert.All(await Task.WhenAll(shared), reply => Assert.Equal(14, reply.Status));
        var after = Read("k");
        (await _registry.NextAsync()).Answer.SetResult(Count(7));
        Assert.Equal(7, CountOf(await after));
    }

    [Fact]
    public async Task A_shared_read_that_all_have_left_is_ended_and_one_that_somebody_waits_for_is_not()
    {
        var first = Read("k");
        var one = await _registry.NextAsync();
        var impatient = Read("k", timeout: "2S");
        var patient = Read("k");
        await InServerAsync(3);
        one.Answer.SetResult(Count(1));
        var two = await _registry.NextAsync();
        Assert.Equal(4, (await impatient).Status);
        Assert.False(two.Cancellation.IsCancellationRequested);
        var last = Read("k", timeout: "2S");
        await InServerAsync(2);
        two.Answer.SetResult(Count(2));
        var three = await _registry.NextAsync();
        Assert.Equal(4, (await last).Status);

        Assert.Equal(2, CountOf(await patient));
        Assert.Equal(1, CountOf(await first));
        var ended = new TaskCompletionSource();
        await using var _ = three.Cancellation.Register(ended.SetResult);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private static RegistryAnswer.Proven Count(long count) =>
        new(new RegistryResult.Range { Revision = 1, Count = count }.Encode(), 1, 1);

    /// <summary>The field count is the fourth and last, and here not zero.</summary>
    private static int CountOf(GrpcReply reply)
    {
        Assert.Equal((0, 0x20), (reply.Status, reply.Payload[^2]));
        return reply.Payload[^1];
    }

    private Task<GrpcReply> Read(string key, bool serializable = false, string timeout = "10S")
    {
        var request = Proto.Empty.Text(1, key);
        return _client.CallAsync(
            "/etcdserverpb.KV/Range", serializable ? request.Flag(7) : request, ("grpc-timeout", timeout));
    }

    /// <summary>Until so many reads are in the server.</summary>
    private async Task InServerAsync(int reads)
    {
        using var http = new HttpClient();
        var metrics = new Uri($"http://127.0.0.1:{_server.HttpPort}/metrics");
        var text = "";
        for (var i = 0; i < 500; i++)
        {
            text = await http.GetStringAsync(metrics, TestContext.Current.CancellationToken);
            var line = text.Split('\n').Single(l => l.StartsWith(
                "grpc_server_calls_in_flight{grpc_method=\"Range\"", StringComparison.Ordinal));
            if (int.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture) == reads)
            {
                // In the server is not yet at the registry: the body has to be read first.
                await Task.Delay(50, TestContext.Current.CancellationToken);
                return;
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Fail(text);
    }
}
