namespace Witan.Gateway.Grpc;

/// <summary>
/// The outcome of reading one message: a message, the end of the stream, or the status that ends the call.
/// </summary>
public readonly struct GrpcRead<T>
    where T : class
{
    private GrpcRead(T? message, GrpcStatus fault)
    {
        Message = message;
        Fault = fault;
    }

    /// <summary>The message; null at the end and after a fault.</summary>
    public T? Message { get; }

    /// <summary>Why reading cannot go on; OK if it can.</summary>
    public GrpcStatus Fault { get; }

    /// <summary>The client has sent all it wants to send.</summary>
    public bool IsEnd => Message is null && Fault.IsOk;

    internal static GrpcRead<T> End => new(null, GrpcStatus.Ok);

    internal static GrpcRead<T> Of(T message) => new(message, GrpcStatus.Ok);

    internal static GrpcRead<T> Refused(GrpcStatus fault) => new(null, fault);

    internal static GrpcRead<T> Refused(string why) => new(null, new GrpcStatus(GrpcStatusCode.Internal, why));
}
