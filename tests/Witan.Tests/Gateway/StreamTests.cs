using System.IO.Pipelines;
using System.Net;
using Witan.TestKit.Grpc;
using Xunit;

namespace Witan.Tests.Gateway;

/// <summary>Calls with a stream in both directions.</summary>
public sealed class StreamTests
{
    [Fact]
    public async Task A_stream_opens_before_anything_is_said_and_answers_each_message_before_the_next()
    {
        await using var gateway = await EchoGateway.StartAsync();
        using var chat = await Conversation.OpenAsync(gateway);

        Assert.Equal(HttpStatusCode.OK, chat.Response.StatusCode);
        foreach (var word in new byte[][] { [1], [2, 3], [] })
        {
            await chat.SayAsync(word);
            Assert.Equal(GrpcTestClient.Frame(word), await chat.HearAsync(5 + word.Length));
        }

        chat.Close();
        Assert.Equal("0", await chat.StatusAsync());
    }

    [Fact]
    public async Task A_fault_in_the_middle_of_a_stream_ends_it_with_a_status_in_the_trailers()
    {
        await using var gateway = await EchoGateway.StartAsync();
        using var chat = await Conversation.OpenAsync(gateway);
        await chat.SayAsync([1]);
        await chat.HearAsync(6);

        await chat.SayAsync([EchoGateway.Undecodable]);

        Assert.Equal("13", await chat.StatusAsync());
    }

    [Fact]
    public async Task An_open_stream_ends_with_unavailable_when_the_server_stops()
    {
        await using var gateway = await EchoGateway.StartAsync();
        // Its sending half is closed: a client that still sends may drop the status when the connection closes behind
        // it.
        using var stream = await Conversation.OpenAsync(gateway, EchoGateway.Linger, listening: true);

        var stop = gateway.Server.StopAsync();

        Assert.Equal("14", await stream.StatusAsync());
        await stop;
    }

    [Fact]
    public async Task A_client_that_drops_its_stream_is_noticed()
    {
        await using var gateway = await EchoGateway.StartAsync();
        var chat = await Conversation.OpenAsync(gateway);

        chat.Dispose();

        await gateway.Left;
    }

    /// <summary>The client's end of a stream.</summary>
    private sealed class Conversation : IDisposable
    {
        private readonly Pipe _words = new();
        private readonly HttpRequestMessage _request;
        private Stream _replies = Stream.Null;

        private Conversation(string path, bool listening)
        {
            if (listening) Close();
            _request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new PipedContent(_words.Reader),
            };
            _request.Content.Headers.ContentType = new("application/grpc");
        }

        public HttpResponseMessage Response { get; private set; } = null!;

        public static async Task<Conversation> OpenAsync(
            EchoGateway gateway, string path = EchoGateway.Chat, bool listening = false)
        {
            var conversation = new Conversation(path, listening);
            conversation.Response = await gateway.Client.OpenAsync(conversation._request);
            conversation._replies = await conversation.Response.Content.ReadAsStreamAsync();
            return conversation;
        }

        public async Task SayAsync(byte[] word) => await _words.Writer.WriteAsync(GrpcTestClient.Frame(word));

        public void Close() => _words.Writer.Complete();

        public async Task<byte[]> HearAsync(int size)
        {
            var heard = new byte[size];
            await _replies.ReadExactlyAsync(heard);
            return heard;
        }

        public async Task<string> StatusAsync()
        {
            await _replies.CopyToAsync(Stream.Null);
            return Response.TrailingHeaders.GetValues("grpc-status").Single();
        }

        public void Dispose()
        {
            _replies.Dispose();
            Response.Dispose();
            _request.Dispose();
        }
    }
}
