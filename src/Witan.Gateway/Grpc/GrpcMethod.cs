namespace Witan.Gateway.Grpc;

/// <summary>One method of a service. Subclasses: <see cref="GrpcUnaryMethod{TRequest, TReply}"/> and
/// <see cref="GrpcDuplexMethod{TRequest, TReply}"/>.</summary>
public abstract class GrpcMethod
{
    /// <param name="service">The full name, <c>etcdserverpb.KV</c>.</param>
    /// <param name="name">The method, <c>Put</c>.</param>
    private protected GrpcMethod(string service, string name)
    {
        Service = service;
        Name = name;
        Path = $"/{service}/{name}";
    }

    public string Service { get; }

    public string Name { get; }

    /// <summary>The path of its requests, <c>/etcdserverpb.KV/Put</c>.</summary>
    public string Path { get; }

    /// <summary>Whether a call may last, so that neither data rates nor a drain apply to it.</summary>
    internal abstract bool IsStreaming { get; }

    internal GrpcMethodCounters Counters { get; } = new();

    /// <summary>Serves one call: reads, runs the handler, writes the reply but not the status.</summary>
    /// <returns>How the call ended.</returns>
    internal abstract ValueTask<GrpcStatus> ServeAsync(GrpcExchange exchange);
}
