namespace Witan.Gateway.Grpc;

/// <summary>What a unary method answers: a reply, or the status that stands in its place. Never both.</summary>
public readonly struct GrpcResult<TReply>
    where TReply : class
{
    private GrpcResult(TReply? reply, GrpcStatus status)
    {
        Reply = reply;
        Status = status;
    }

    /// <summary>The reply; null if <see cref="Status"/> is not OK.</summary>
    public TReply? Reply { get; }

    public GrpcStatus Status { get; }

    public static implicit operator GrpcResult<TReply>(TReply reply) => new(reply, GrpcStatus.Ok);

    /// <exception cref="ArgumentException">The status is OK, but a success needs a reply.</exception>
    public static implicit operator GrpcResult<TReply>(GrpcStatus status) => status.IsOk
        ? throw new ArgumentException("a success needs a reply", nameof(status))
        : new GrpcResult<TReply>(null, status);
}
