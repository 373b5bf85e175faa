using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Witan.TestKit.Grpc;

/// <summary>
/// A gRPC client of nothing but HTTP/2 with prior knowledge: it sends what it is told, also what is not allowed.
/// </summary>
public sealed class GrpcTestClient : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="endpoint">Host and port.</param>
    public GrpcTestClient(string endpoint)
    {
        // One connection, as etcd's clients have; more streams than the server allows wait for it.
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = false, UseProxy = false };
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri($"http://{endpoint}"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = TimeSpan.FromSeconds(15),
        };
    }

    /// <summary>Puts the five bytes before a message.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> message, byte flag = 0)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame.AsSpan(5));
        return frame;
    }

    /// <summary>A unary call with a well-formed frame.</summary>
    public Task<GrpcReply> CallAsync(string path, Proto message, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, new ByteArrayContent(Frame(message.ToArray())), "application/grpc", headers);

    /// <summary>Any request at all.</summary>
    public async Task<GrpcReply> SendAsync(
        HttpMethod method, string path, HttpContent body, string? contentType,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        if (contentType is not null) body.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var trailersOnly = response.Headers.Contains("grpc-status");
        var end = trailersOnly ? response.Headers : response.TrailingHeaders;
        return new GrpcReply(
            (int)response.StatusCode,
            int.Parse(First(end, "grpc-status") ?? "-1", CultureInfo.InvariantCulture),
            Uri.UnescapeDataString(First(end, "grpc-message") ?? ""),
            trailersOnly, bytes,
            response.Headers.ToDictionary(header => header.Key.ToLowerInvariant(),
                header => string.Join(',', header.Value)));
    }

    /// <summary>A request that the caller reads and ends itself.</summary>
    public Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken cancellation = default) =>
        _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);

    public void Dispose() => _http.Dispose();

    private static string? First(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First() : null;
}
