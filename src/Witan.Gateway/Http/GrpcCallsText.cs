using System.Globalization;
using System.Text;
using Witan.Gateway.Grpc;

namespace Witan.Gateway.Http;

/// <summary>The counts of gRPC calls in the text format of Prometheus.</summary>
internal sealed class GrpcCallsText(GrpcDispatcher dispatcher)
{
    private readonly GrpcMethod[] _methods = dispatcher.Methods.ToArray();

    public void Write(StringBuilder text)
    {
        text.Append("# TYPE grpc_server_calls_in_flight gauge\n");
        foreach (var method in _methods)
            Line(text, "grpc_server_calls_in_flight", Labels(method), method.Counters.InFlight);
        text.Append("# TYPE grpc_server_handled_total counter\n");
        foreach (var method in _methods)
        {
            foreach (var code in Enum.GetValues<GrpcStatusCode>())
            {
                if (method.Counters.Ended(code) is > 0 and var ended)
                    Line(text, "grpc_server_handled_total", $"{Labels(method)},grpc_code=\"{code}\"", ended);
            }
        }
    }

    private static string Labels(GrpcMethod method) =>
        $"grpc_method=\"{method.Name}\",grpc_service=\"{method.Service}\"";

    private static void Line(StringBuilder text, string name, string labels, long value) =>
        text.Append(CultureInfo.InvariantCulture, $"{name}{{{labels}}} {value}\n");
}
