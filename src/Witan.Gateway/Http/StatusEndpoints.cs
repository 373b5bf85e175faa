using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Witan.Node;

namespace Witan.Gateway.Http;

/// <summary>
/// What the HTTP/1 port answers: <c>/health</c> and <c>/version</c> in etcd's form, <c>/metrics</c>, <c>/replicas</c>.
/// </summary>
internal sealed class StatusEndpoints(
    IHealth health, MetricsText metrics, ReplicaSightsText replicas, string version, TimeSpan healthTimeout)
{
    private const string Json = "application/json";

    public Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET";
            return Task.CompletedTask;
        }

        return context.Request.Path.Value switch
        {
            "/health" => HealthAsync(context),
            "/metrics" => WriteAsync(context, MetricsText.ContentType, metrics.Write()),
            "/replicas" => WriteAsync(context, Json, replicas.Json()),
            "/version" => WriteAsync(context, Json, $$"""{"etcdserver":"{{version}}","etcdcluster":"3.4.0"}"""),
            _ => NotFound(context),
        };
    }

    private async Task HealthAsync(HttpContext context)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        wait.CancelAfter(healthTimeout);
        string? reason;
        try
        {
            reason = await health.CheckAsync(wait.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (wait.IsCancellationRequested)
        {
            reason = string.Create(
                CultureInfo.InvariantCulture,
                $"no linearizable read was answered within {healthTimeout.TotalSeconds:0.#} s");
        }

        if (reason is not null) context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        await WriteAsync(context, Json, reason is null
            ? """{"health":"true"}"""
            : $$"""{"health":"false","reason":"{{JsonEncodedText.Encode(reason)}}"}""").ConfigureAwait(false);
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task WriteAsync(HttpContext context, string type, string text)
    {
        context.Response.ContentType = type;
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
