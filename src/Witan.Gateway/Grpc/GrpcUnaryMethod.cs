namespace Witan.Gateway.Grpc;

/// <summary>A method with one request and one reply.</summary>
public sealed class GrpcUnaryMethod<TRequest, TReply> : GrpcMethod
    where TRequest : class
    where TReply : class
{
    private readonly GrpcMarshaller<TRequest> _requests;
    private readonly GrpcMarshaller<TReply> _replies;
    private readonly Func<TRequest, GrpcCall, ValueTask<GrpcResult<TReply>>> _handler;

    /// <param name="service">The service's full name.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="requests">The form of requests.</param>
    /// <param name="replies">The form of replies.</param>
    /// <param name="handler">Answers with a reply or a status; what it throws becomes INTERNAL.</param>
    public GrpcUnaryMethod(
        string service, string name, GrpcMarshaller<TRequest> requests, GrpcMarshaller<TReply> replies,
        Func<TRequest, GrpcCall, ValueTask<GrpcResult<TReply>>> handler)
        : base(service, name)
    {
        _requests = requests;
        _replies = replies;
        _handler = handler;
    }

    internal override bool IsStreaming => false;

    internal override async ValueTask<GrpcStatus> ServeAsync(GrpcExchange exchange)
    {
        using var reader = exchange.Reader(_requests);
        var read = await reader.ReadOnlyMessageAsync(exchange.Cancellation).ConfigureAwait(false);
        if (read.Message is not { } request) return read.Fault;
        var result = await _handler(request, exchange.Call).ConfigureAwait(false);
        if (result.Reply is not { } reply) return result.Status;
        // Not flushed here: headers, message and trailers leave together when the call completes.
        GrpcFrame.Write(exchange.Context.Response.BodyWriter, _replies, reply);
        return GrpcStatus.Ok;
    }
}
