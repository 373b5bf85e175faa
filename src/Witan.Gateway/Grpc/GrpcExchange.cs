using Microsoft.AspNetCore.Http;

namespace Witan.Gateway.Grpc;

/// <summary>One call as a method sees it from below: the HTTP context and the server's bounds.</summary>
internal readonly record struct GrpcExchange(
    HttpContext Context, GrpcServerOptions Options, BufferBudget Budget, CancellationToken Cancellation)
{
    public GrpcMessageReader<T> Reader<T>(GrpcMarshaller<T> marshaller)
        where T : class => new(Context.Request.BodyReader, marshaller, Options, Budget);

    public GrpcCall Call => new(Context, Cancellation);
}
