using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Witan.Gateway.Grpc;

/// <summary>What gRPC says in the headers and trailers of HTTP/2.</summary>
internal static class GrpcHeaders
{
    private const string ContentType = "application/grpc";
    private const string StatusName = "grpc-status";
    private const string MessageName = "grpc-message";
    private const string TimeoutName = "grpc-timeout";

    private static readonly StringValues OkValue = "0";
    private static readonly StringValues IdentityValue = "identity";

    /// <summary>
    /// Whether a request is a gRPC call: a POST of application/grpc, alone or with +format or ;parameters.
    /// </summary>
    public static bool IsCall(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method)) return false;
        var type = request.ContentType;
        return type is not null && type.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
            && (type.Length == ContentType.Length || type[ContentType.Length] is '+' or ';');
    }

    /// <summary>Reads the deadline.</summary>
    /// <returns>False if there is one and it is malformed.</returns>
    public static bool TryTimeout(HttpRequest request, out TimeSpan? timeout)
    {
        timeout = null;
        if (!request.Headers.TryGetValue(TimeoutName, out var values)) return true;
        if (values.Count != 1 || !GrpcTimeout.TryParse(values[0], out var span)) return false;
        timeout = span;
        return true;
    }

    public static void Begin(HttpResponse response) => response.ContentType = ContentType;

    /// <summary>Ends a call: in the trailers behind a reply, or in the headers alone if there was none.</summary>
    public static void End(HttpResponse response, GrpcStatus status)
    {
        if (status.IsOk)
        {
            response.AppendTrailer(StatusName, OkValue);
            return;
        }

        var code = ((int)status.Code).ToString(CultureInfo.InvariantCulture);
        var text = GrpcMessageText.Encode(status.Message);
        if (response.HasStarted)
        {
            response.AppendTrailer(StatusName, code);
            response.AppendTrailer(MessageName, text);
            return;
        }

        response.Headers[StatusName] = code;
        response.Headers[MessageName] = text;
        if (status.Code == GrpcStatusCode.Unimplemented) response.Headers["grpc-accept-encoding"] = IdentityValue;
    }
}
