using Witan.Gateway.Grpc;
using Witan.TestKit.Grpc;
using Xunit;

namespace Witan.Tests.Gateway;

/// <summary>Many calls at once, bounds over all of them, and the end of the server under them.</summary>
public sealed class CrowdTests
{
    [Fact]
    public async Task A_thousand_calls_of_one_connection_are_in_the_server_at_one_moment()
    {
        await using var gateway = await EchoGateway.StartAsync(crowd: 1_000);

        var calls = Enumerable.Range(0, 1_000).Select(_ => CallAsync(gateway, EchoGateway.Hold)).ToArray();
        await gateway.Crowd;
        gateway.Release();

        Assert.All(await Task.WhenAll(calls), reply => Assert.Equal(0, reply.Status));
    }

    [Fact]
    public async Task A_call_over_the_bound_is_refused_and_the_place_is_free_again_afterwards()
    {
        await using var gateway = await EchoGateway.StartAsync(
            new GrpcServerOptions { MaxCallsInFlight = 2 }, crowd: 2);
        var held = Enumerable.Range(0, 2).Select(_ => CallAsync(gateway, EchoGateway.Hold)).ToArray();
        await gateway.Crowd;

        var refused = await CallAsync(gateway, EchoGateway.Echo);
        gateway.Release();
        await Task.WhenAll(held);

        Assert.Equal((8, "etcdserver: too many requests"), (refused.Status, refused.Message));
        Assert.Equal(0, (await CallAsync(gateway, EchoGateway.Echo)).Status);
    }

    [Fact]
    public async Task Messages_over_what_all_calls_may_hold_are_refused_until_one_ends()
    {
        var bounds = new GrpcServerOptions { MaxMessageBytes = 100_000, MaxBufferedBytes = 150_000 };
        await using var gateway = await EchoGateway.StartAsync(bounds);
        var held = CallAsync(gateway, EchoGateway.Hold, 100_000);
        await gateway.Crowd;

        var refused = await CallAsync(gateway, EchoGateway.Echo, 100_000);
        var small = await CallAsync(gateway, EchoGateway.Echo, 50_000);
        gateway.Release();
        await held;
        var after = await CallAsync(gateway, EchoGateway.Echo, 100_000);

        Assert.Equal((8, 0, 0), (refused.Status, small.Status, after.Status));
    }

    [Fact]
    public async Task A_call_in_the_server_when_it_stops_may_finish()
    {
        await using var gateway = await EchoGateway.StartAsync();
        var held = CallAsync(gateway, EchoGateway.Hold);
        await gateway.Crowd;

        var stop = gateway.Server.StopAsync();
        gateway.Release();

        Assert.Equal(0, (await held).Status);
        await stop;
    }

    [Fact]
    public async Task A_call_that_does_not_finish_ends_with_unavailable_when_the_drain_is_over()
    {
        await using var gateway = await EchoGateway.StartAsync(
            new GrpcServerOptions { DrainTimeout = TimeSpan.FromMilliseconds(50) });
        var held = CallAsync(gateway, EchoGateway.Hold);
        await gateway.Crowd;

        await gateway.Server.StopAsync();

        var reply = await held;
        Assert.Equal((14, "etcdserver: server stopped"), (reply.Status, reply.Message));
    }

    [Fact]
    public void Bounds_that_no_message_could_pass_are_refused_at_the_start()
    {
        var bounds = new GrpcServerOptions { MaxMessageBytes = 10, MaxBufferedBytes = 9 };

        Assert.Throws<ArgumentException>(() => new GrpcDispatcher(
            [], bounds, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, CancellationToken.None));
    }

    private static Task<GrpcReply> CallAsync(EchoGateway gateway, string path, int size = 1) =>
        gateway.Client.SendAsync(
            HttpMethod.Post, path, new ByteArrayContent(GrpcTestClient.Frame(new byte[size])), "application/grpc");
}
