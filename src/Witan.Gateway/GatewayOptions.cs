using System.Net;
using Witan.Gateway.Grpc;

namespace Witan.Gateway;

/// <summary>Where the gateway listens and within what bounds.</summary>
public sealed record GatewayOptions
{
    /// <summary>
    /// The address of both ports. Default loopback: a gateway belongs into its clients' domain of trust.
    /// </summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port of the etcd API, HTTP/2 in clear text. Default 2379; 0 takes a free one.</summary>
    public int GrpcPort { get; init; } = 2379;

    /// <summary>
    /// The port of <c>/health</c>, <c>/metrics</c>, <c>/replicas</c> and <c>/version</c>, HTTP/1. Default 2381; 0 takes
    /// a free one. Not the same port, because without TLS a port cannot tell the two protocols apart.
    /// </summary>
    public int HttpPort { get; init; } = 2381;

    /// <summary>
    /// Streams per connection. Default 10,000: Kestrel's own 100 holds a client of one connection at about 90 calls.
    /// Range 1 to 10,000 or more, at some KiB of memory each.
    /// </summary>
    public int MaxStreamsPerConnection { get; init; } = 10_000;

    /// <summary>
    /// Bytes that a client may send on a connection before it is read. Default 4 MiB, at least the next.
    /// </summary>
    public int ConnectionWindowBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Bytes that a client may send on a stream before it is read. Default 256 KiB, range 64 KiB and more.
    /// </summary>
    public int StreamWindowBytes { get; init; } = 256 * 1024;

    /// <summary>How long <c>/health</c> waits for a linearizable read. Default 2 s.</summary>
    public TimeSpan HealthTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Bounds of the calls.</summary>
    public GrpcServerOptions Grpc { get; init; } = new();
}
