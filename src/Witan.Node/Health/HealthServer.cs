using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Witan.Node;

/// <summary>
/// A replica's HTTP/1 port for operators: <c>/health/live</c> (the process runs), <c>/health/ready</c> (it takes part),
/// <c>/health/progress</c> (the cluster can order, as far as this replica sees), <c>/metrics</c>, <c>/version</c>.
/// </summary>
public sealed class HealthServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly MetricsText _metrics = new();

    private HealthServer(WebApplication app) => _app = app;

    /// <summary>Version of the product.</summary>
    public static string Version { get; } =
        typeof(HealthServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>The port that it listens on.</summary>
    public int Port { get; private set; }

    /// <param name="address">host:port; port 0 takes any.</param>
    /// <param name="health">Whose health.</param>
    /// <exception cref="NodeSetupException">The port is taken.</exception>
    public static async Task<HealthServer> StartAsync(string address, ReplicaHealth health)
    {
        var at = Sockets.Parse(address);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Listen(Sockets.AddressOf(at), at.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var server = new HealthServer(builder.Build());
        server._app.Run(context => server.AnswerAsync(context, health));
        try
        {
            await server._app.StartAsync().ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw new NodeSetupException($"port {at.Port} on {at.Host} cannot be used: {failure.Message}", failure);
        }

        var bound = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        server.Port = BindingAddress.Parse(bound.Addresses.First()).Port;
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync().ConfigureAwait(false);
        _metrics.Dispose();
    }

    private Task AnswerAsync(HttpContext context, ReplicaHealth health)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET";
            return WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "text/plain", "GET only\n");
        }

        return context.Request.Path.Value switch
        {
            "/health/live" => JudgeAsync(context, health.Live()),
            "/health/ready" => JudgeAsync(context, health.Ready()),
            "/health/progress" => JudgeAsync(context, health.Progress()),
            "/metrics" => WriteAsync(context, StatusCodes.Status200OK, MetricsText.ContentType, _metrics.Write()),
            "/version" => WriteAsync(
                context, StatusCodes.Status200OK, "application/json", $$"""{"witan":"{{Version}}"}""" + "\n"),
            _ => WriteAsync(context, StatusCodes.Status404NotFound, "text/plain", "not found\n"),
        };
    }

    private static Task JudgeAsync(HttpContext context, string? problem) => problem is null
        ? WriteAsync(context, StatusCodes.Status200OK, "text/plain", "ok\n")
        : WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "text/plain", problem + "\n");

    private static Task WriteAsync(HttpContext context, int status, string type, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
