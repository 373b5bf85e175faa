namespace Witan.Gateway.Grpc;

/// <summary>
/// Both directions of a streaming call. One task may read while another writes; two may not do the same.
/// </summary>
public sealed class GrpcDuplex<TRequest, TReply>
    where TRequest : class
    where TReply : class
{
    private readonly GrpcExchange _exchange;
    private readonly GrpcMessageReader<TRequest> _reader;
    private readonly GrpcMarshaller<TReply> _replies;

    internal GrpcDuplex(
        GrpcExchange exchange, GrpcMessageReader<TRequest> reader, GrpcMarshaller<TReply> replies)
    {
        _exchange = exchange;
        _reader = reader;
        _replies = replies;
    }

    public GrpcCall Call => _exchange.Call;

    /// <summary>The next message, the end, or the fault with which the handler should end the stream.</summary>
    /// <exception cref="OperationCanceledException">The call is over.</exception>
    public ValueTask<GrpcRead<TRequest>> ReadAsync() => _reader.ReadAsync(_exchange.Cancellation);

    /// <summary>Sends a message now.</summary>
    /// <exception cref="OperationCanceledException">The call is over.</exception>
    public async ValueTask WriteAsync(TReply reply)
    {
        var output = _exchange.Context.Response.BodyWriter;
        GrpcFrame.Write(output, _replies, reply);
        var flushed = await output.FlushAsync(_exchange.Cancellation).ConfigureAwait(false);
        if (flushed.IsCompleted) throw new ClientGoneException();
    }
}
