namespace Witan.Gateway.Grpc;

/// <summary>Bounds of the gRPC framing.</summary>
public sealed record GrpcServerOptions
{
    /// <summary>
    /// Largest message accepted, in bytes. Default 2 MiB, etcd's: a request of 1.5 MiB and 512 KiB for what is around
    /// it. A larger frame is refused when its five bytes of prefix are read, before its body is buffered.
    /// </summary>
    public int MaxMessageBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>
    /// Bytes of request messages held by all calls together. Default 256 MiB, so that 128 calls of the largest size
    /// fit; calls beyond it are refused as too many requests. Range: at least <see cref="MaxMessageBytes"/>.
    /// </summary>
    public long MaxBufferedBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>
    /// Calls served at once over all connections. Default 20,000, two connections full of streams; a call beyond it is
    /// refused as too many requests. Too low refuses honest bursts, too high costs some KiB of memory per call.
    /// </summary>
    public int MaxCallsInFlight { get; init; } = 20_000;

    /// <summary>
    /// How long unary calls may finish after the server was told to stop. Default 2 s. Streams end at once; what has
    /// not finished by then ends with UNAVAILABLE.
    /// </summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What a call gets that a bound refuses. Clients may match its text.</summary>
    public GrpcStatus Overloaded { get; init; } = new(GrpcStatusCode.ResourceExhausted, "too many requests");

    /// <summary>What a call gets that comes, or is cut off, while the server stops.</summary>
    public GrpcStatus Stopping { get; init; } = new(GrpcStatusCode.Unavailable, "server stopped");
}
