using System.Buffers;
using Witan.Gateway;
using Witan.Gateway.Grpc;
using Witan.Gateway.Http;
using Witan.TestKit.Grpc;

namespace Witan.Tests.Gateway;

/// <summary>A real server in this process with methods over plain bytes, and a client for it.</summary>
internal sealed class EchoGateway : IAsyncDisposable
{
    public const string Echo = "/test.Bytes/Echo";
    public const string Refuse = "/test.Bytes/Refuse";
    public const string Break = "/test.Bytes/Break";
    public const string Hold = "/test.Bytes/Hold";
    public const string Chat = "/test.Bytes/Chat";
    public const string Linger = "/test.Bytes/Linger";

    /// <summary>What the marshaller takes for a message that is none.</summary>
    public const byte Undecodable = 0xFF;

    private static readonly GrpcMarshaller<byte[]> Bytes = new(
        bytes => bytes.FirstSpan is [Undecodable, ..] ? null : bytes.ToArray(), bytes => bytes.Length,
        (bytes, output) => output.Write(bytes));

    private readonly TaskCompletionSource _crowd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _crowdSize;
    private int _held;

    private EchoGateway(int crowdSize) => _crowdSize = crowdSize;

    public GatewayServer Server { get; private set; } = null!;

    public GrpcTestClient Client { get; private set; } = null!;

    public string Endpoint => $"127.0.0.1:{Server.GrpcPort}";

    /// <summary>Completes when as many calls to Hold as the crowd has are in the server at one moment.</summary>
    public Task Crowd => _crowd.Task.WaitAsync(TimeSpan.FromSeconds(15));

    /// <summary>Completes when a call to Hold or Chat was told that nobody waits for it.</summary>
    public Task Left => _left.Task.WaitAsync(TimeSpan.FromSeconds(15));

    public void Release() => _release.TrySetResult();

    public static async Task<EchoGateway> StartAsync(
        GrpcServerOptions? bounds = null, int crowd = 1, string? unhealthy = null,
        params IReadOnlyList<ReplicaSight> sights)
    {
        var gateway = new EchoGateway(crowd);
        var options = new GatewayOptions { GrpcPort = 0, HttpPort = 0, Grpc = bounds ?? new GrpcServerOptions() };
        gateway.Server = await GatewayServer.StartAsync(options, gateway.Methods(), new FixedHealth(unhealthy), null,
            new FixedSights(sights));
        gateway.Client = new GrpcTestClient(gateway.Endpoint);
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        Client.Dispose();
        await Server.DisposeAsync();
    }

    private GrpcMethod[] Methods() =>
    [
        new GrpcUnaryMethod<byte[], byte[]>("test.Bytes", "Echo", Bytes, Bytes,
            (request, _) => ValueTask.FromResult<GrpcResult<byte[]>>(request)),
        new GrpcUnaryMethod<byte[], byte[]>("test.Bytes", "Refuse", Bytes, Bytes, (_, _) =>
            ValueTask.FromResult<GrpcResult<byte[]>>(new GrpcStatus(GrpcStatusCode.NotFound, "no 100% füt\n"))),
        new GrpcUnaryMethod<byte[], byte[]>("test.Bytes", "Break", Bytes, Bytes,
            (_, _) => throw new InvalidOperationException("a secret of the inside")),
        new GrpcUnaryMethod<byte[], byte[]>("test.Bytes", "Hold", Bytes, Bytes, HoldAsync),
        new GrpcDuplexMethod<byte[], byte[]>("test.Bytes", "Chat", Bytes, Bytes, ChatAsync),
        new GrpcDuplexMethod<byte[], byte[]>("test.Bytes", "Linger", Bytes, Bytes, async linger =>
        {
            await _release.Task.WaitAsync(linger.Call.Cancellation);
            return GrpcStatus.Ok;
        }),
    ];

    private async ValueTask<GrpcResult<byte[]>> HoldAsync(byte[] request, GrpcCall call)
    {
        if (Interlocked.Increment(ref _held) == _crowdSize) _crowd.TrySetResult();
        try
        {
            await _release.Task.WaitAsync(call.Cancellation);
            return request;
        }
        catch (OperationCanceledException)
        {
            _left.TrySetResult();
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _held);
        }
    }

    private async ValueTask<GrpcStatus> ChatAsync(GrpcDuplex<byte[], byte[]> chat)
    {
        try
        {
            while (true)
            {
                var read = await chat.ReadAsync();
                if (read.Message is not { } message) return read.Fault;
                await chat.WriteAsync(message);
            }
        }
        catch (OperationCanceledException)
        {
            _left.TrySetResult();
            throw;
        }
    }

    private sealed class FixedSights(IReadOnlyList<ReplicaSight> sights) : IReplicaSights
    {
        public IReadOnlyList<ReplicaSight> Read() => sights;
    }

    private sealed class FixedHealth(string? reason) : IHealth
    {
        public ValueTask<string?> CheckAsync(CancellationToken cancellation) => ValueTask.FromResult(reason);
    }
}
