using System.Buffers.Binary;
using System.Net;
using Witan.TestKit.Grpc;
using Xunit;

namespace Witan.Tests.Gateway;

/// <summary>One call at a time over a real connection: what is answered and how it is refused.</summary>
public sealed class FramingTests : IAsyncLifetime
{
    private EchoGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await EchoGateway.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    [InlineData(2 * 1024 * 1024)]
    public async Task A_message_comes_back_whole_with_status_zero_in_the_trailers(int size)
    {
        var message = new byte[size];
        for (var i = 0; i < size; i++) message[i] = (byte)(i % 251);

        var reply = await SendAsync(EchoGateway.Echo, GrpcTestClient.Frame(message));

        Assert.Equal((200, 0, false), (reply.HttpStatus, reply.Status, reply.TrailersOnly));
        Assert.Equal(GrpcTestClient.Frame(message), reply.Body);
    }

    [Fact]
    public async Task A_status_of_the_method_comes_in_the_headers_alone_with_its_text_encoded()
    {
        var reply = await SendAsync(EchoGateway.Refuse, GrpcTestClient.Frame([]));

        Assert.Equal((200, 5, true), (reply.HttpStatus, reply.Status, reply.TrailersOnly));
        Assert.Equal("no 100% füt\n", reply.Message);
        Assert.Equal("no 100%25 f%C3%BCt%0A", reply.Headers["grpc-message"]);
        Assert.Empty(reply.Body);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/grpc-web")]
    [InlineData("application/grpcs")]
    [InlineData(null)]
    public async Task Another_content_type_is_415(string? type) =>
        Assert.Equal(415, (await SendAsync(EchoGateway.Echo, GrpcTestClient.Frame([]), type)).HttpStatus);

    [Theory]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc; charset=x")]
    public async Task A_named_format_is_a_call_all_the_same(string type) =>
        Assert.Equal(0, (await SendAsync(EchoGateway.Echo, GrpcTestClient.Frame([]), type)).Status);

    [Fact]
    public async Task Another_verb_than_post_is_415()
    {
        var reply = await _gateway.Client.SendAsync(
            HttpMethod.Put, EchoGateway.Echo, new ByteArrayContent(GrpcTestClient.Frame([])), "application/grpc");

        Assert.Equal(415, reply.HttpStatus);
    }

    [Fact]
    public async Task A_compressed_message_is_unimplemented_and_the_reply_says_what_is_understood()
    {
        var reply = await SendAsync(EchoGateway.Echo, GrpcTestClient.Frame([1, 2, 3], flag: 1));

        Assert.Equal((12, "identity"), (reply.Status, reply.Headers["grpc-accept-encoding"]));
    }

    [Theory]
    [InlineData(new byte[0], "without a message")]
    [InlineData(new byte[] { 0, 0, 0 }, "ended inside")]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 7 }, "ended inside")]
    [InlineData(new byte[] { 2, 0, 0, 0, 0 }, "flag")]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, "more than one")]
    [InlineData(new byte[] { 0, 0, 0, 0, 1, EchoGateway.Undecodable }, "unmarshalling")]
    public async Task A_body_that_is_not_one_message_is_internal_and_says_why(byte[] body, string why)
    {
        var reply = await SendAsync(EchoGateway.Echo, body);

        Assert.Equal(13, reply.Status);
        Assert.Contains(why, reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_message_behind_the_first_is_internal() => Assert.Equal(13,
        (await SendAsync(EchoGateway.Echo, [.. GrpcTestClient.Frame([1]), .. GrpcTestClient.Frame([2])])).Status);

    [Theory]
    [InlineData(2 * 1024 * 1024 + 1)]
    [InlineData(uint.MaxValue)]
    public async Task A_message_over_the_limit_is_refused_by_its_prefix_while_the_body_has_not_come(uint length)
    {
        var prefix = new byte[5];
        BinaryPrimitives.WriteUInt32BigEndian(prefix.AsSpan(1), length);
        using var body = new EndlessContent(prefix);

        var reply = await _gateway.Client.SendAsync(HttpMethod.Post, EchoGateway.Echo, body, "application/grpc");

        Assert.Equal(8, reply.Status);
        Assert.Equal($"grpc: received message larger than max ({length} vs. 2097152)", reply.Message);
        Assert.False(body.Ended);
    }

    [Theory]
    [InlineData("/test.Bytes/Nothing", "unknown method Nothing for service test.Bytes")]
    [InlineData("/test.Nobody/Echo", "unknown service test.Nobody")]
    [InlineData("/test.bytes/Echo", "unknown service test.bytes")]
    [InlineData("/", "unknown service ")]
    public async Task An_unknown_method_is_unimplemented(string path, string text)
    {
        var reply = await SendAsync(path, GrpcTestClient.Frame([]));

        Assert.Equal((200, 12, text), (reply.HttpStatus, reply.Status, reply.Message));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("S")]
    [InlineData("1x")]
    [InlineData("-1S")]
    [InlineData("123456789S")]
    public async Task A_malformed_deadline_is_internal(string timeout) =>
        Assert.Equal(13, (await SendAsync(EchoGateway.Echo, GrpcTestClient.Frame([]), timeout: timeout)).Status);

    [Theory]
    [InlineData("10m")]
    [InlineData("1n")]
    [InlineData("0S")]
    public async Task A_deadline_that_passes_ends_the_wait_with_its_own_status(string timeout)
    {
        var reply = await SendAsync(EchoGateway.Hold, GrpcTestClient.Frame([]), timeout: timeout);

        Assert.Equal((4, "context deadline exceeded"), (reply.Status, reply.Message));
    }

    [Fact]
    public async Task A_method_that_throws_ends_its_call_tells_nothing_and_the_next_call_works()
    {
        var broken = await SendAsync(EchoGateway.Break, GrpcTestClient.Frame([]));

        Assert.Equal((13, "internal error"), (broken.Status, broken.Message));
        Assert.Equal(0, (await SendAsync(EchoGateway.Echo, GrpcTestClient.Frame([]))).Status);
    }

    [Fact]
    public async Task A_client_that_leaves_is_noticed_by_the_method()
    {
        using var leave = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, EchoGateway.Hold)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(GrpcTestClient.Frame([])),
        };
        request.Content.Headers.ContentType = new("application/grpc");
        var call = _gateway.Client.OpenAsync(request, leave.Token);
        await _gateway.Crowd;

        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await _gateway.Left;
    }

    private Task<GrpcReply> SendAsync(
        string path, byte[] body, string? type = "application/grpc", string? timeout = null) =>
        _gateway.Client.SendAsync(HttpMethod.Post, path, new ByteArrayContent(body), type,
            timeout is null ? [] : [("grpc-timeout", timeout)]);
}
