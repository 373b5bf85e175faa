namespace Witan.Gateway.Grpc;

/// <summary>A method that is known by name and not served.</summary>
public sealed class GrpcUnservedMethod(string service, string name) : GrpcMethod(service, name)
{
    private readonly GrpcStatus _status =
        new(GrpcStatusCode.Unimplemented, $"method {name} of {service} is not served here");

    internal override bool IsStreaming => false;

    internal override ValueTask<GrpcStatus> ServeAsync(GrpcExchange exchange) => ValueTask.FromResult(_status);
}
