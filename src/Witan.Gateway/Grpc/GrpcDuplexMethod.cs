namespace Witan.Gateway.Grpc;

/// <summary>A method with a stream of requests and a stream of replies, such as a watch.</summary>
public sealed class GrpcDuplexMethod<TRequest, TReply> : GrpcMethod
    where TRequest : class
    where TReply : class
{
    private readonly GrpcMarshaller<TRequest> _requests;
    private readonly GrpcMarshaller<TReply> _replies;
    private readonly Func<GrpcDuplex<TRequest, TReply>, ValueTask<GrpcStatus>> _handler;

    /// <param name="service">The service's full name.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="requests">The form of requests.</param>
    /// <param name="replies">The form of replies.</param>
    /// <param name="handler">Runs for the life of the stream; what it returns ends the stream.</param>
    public GrpcDuplexMethod(
        string service, string name, GrpcMarshaller<TRequest> requests, GrpcMarshaller<TReply> replies,
        Func<GrpcDuplex<TRequest, TReply>, ValueTask<GrpcStatus>> handler)
        : base(service, name)
    {
        _requests = requests;
        _replies = replies;
        _handler = handler;
    }

    internal override bool IsStreaming => true;

    internal override async ValueTask<GrpcStatus> ServeAsync(GrpcExchange exchange)
    {
        // At once, so that the client knows that the stream is open before there is anything to say. Starting the
        // response only fixes its headers; it is the flush that sends them.
        await exchange.Context.Response.StartAsync(exchange.Cancellation).ConfigureAwait(false);
        await exchange.Context.Response.BodyWriter.FlushAsync(exchange.Cancellation).ConfigureAwait(false);
        using var reader = exchange.Reader(_requests);
        return await _handler(new GrpcDuplex<TRequest, TReply>(exchange, reader, _replies)).ConfigureAwait(false);
    }
}
