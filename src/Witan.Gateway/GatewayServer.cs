using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Witan.Gateway.Etcd;
using Witan.Gateway.Grpc;
using Witan.Gateway.Http;
using Witan.Node;

namespace Witan.Gateway;

/// <summary>The running gateway: the etcd API on one port, health and metrics on another.</summary>
public sealed class GatewayServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly GrpcDispatcher _dispatcher;
    private readonly MetricsText _metrics;

    private GatewayServer(WebApplication app, GrpcDispatcher dispatcher, MetricsText metrics)
    {
        _app = app;
        _dispatcher = dispatcher;
        _metrics = metrics;
    }

    /// <summary>
    /// What status and <c>/version</c> say: the version of etcd whose API this is, and the product's own.
    /// </summary>
    public static string Version { get; } = "3.4.0+witan." +
        (typeof(GatewayServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0] ?? "0");

    /// <summary>The port of the etcd API.</summary>
    public int GrpcPort { get; private set; }

    /// <summary>The port of health and metrics.</summary>
    public int HttpPort { get; private set; }

    /// <summary>Starts to listen for the etcd API.</summary>
    /// <param name="options">Ports and bounds.</param>
    /// <param name="identity">Stands in every header.</param>
    /// <param name="registry">Answers; not disposed here.</param>
    /// <param name="logging">Gets the server's warnings and errors; null for none.</param>
    /// <param name="sights">What is seen of the replicas; null if there are none.</param>
    /// <exception cref="IOException">A port is taken.</exception>
    public static Task<GatewayServer> StartAsync(
        GatewayOptions options, GatewayIdentity identity, IRegistry registry, ILoggerFactory? logging = null,
        IReplicaSights? sights = null)
    {
        var methods = EtcdMethods.Over(registry, identity, Version);
        return StartAsync(options, methods, new RegistryHealth(registry), logging, sights);
    }

    /// <summary>Starts to listen for any methods.</summary>
    /// <param name="options">Ports and bounds.</param>
    /// <param name="methods">What is served.</param>
    /// <param name="health">What <c>/health</c> asks.</param>
    /// <param name="logging">Gets the server's warnings and errors; null for none.</param>
    /// <param name="sights">What is seen of the replicas; null if there are none.</param>
    /// <exception cref="IOException">A port is taken.</exception>
    public static async Task<GatewayServer> StartAsync(
        GatewayOptions options, IReadOnlyCollection<GrpcMethod> methods, IHealth health, ILoggerFactory? logging = null,
        IReplicaSights? sights = null)
    {
        var app = Build(options, logging);
        var bounds = options.Grpc with { Overloaded = EtcdErrors.TooManyRequests, Stopping = EtcdErrors.Stopping };
        var dispatcher = new GrpcDispatcher(methods, bounds,
            app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Witan.Gateway"),
            app.Lifetime.ApplicationStopping);
        var replicas = new ReplicaSightsText(sights);
        var calls = new GrpcCallsText(dispatcher);
        var metrics = new MetricsText(text =>
        {
            calls.Write(text);
            replicas.Write(text);
        });
        var status = new StatusEndpoints(health, metrics, replicas, Version, options.HealthTimeout);
        // Each port speaks one version of HTTP, so the version says on which port the request came.
        app.Run(context => HttpProtocol.IsHttp2(context.Request.Protocol)
            ? dispatcher.InvokeAsync(context) : status.InvokeAsync(context));
        var server = new GatewayServer(app, dispatcher, metrics);
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        server.ReadPorts();
        return server;
    }

    /// <summary>
    /// Stops: refuses new calls, ends streams, lets unary calls finish for a while, closes the connections.
    /// </summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync().ConfigureAwait(false);
        _dispatcher.Dispose();
        _metrics.Dispose();
    }

    private static WebApplication Build(GatewayOptions options, ILoggerFactory? logging)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        if (logging is not null) builder.Services.AddSingleton<ILoggerFactory>(new QuietLogging(logging));
        // A little longer than the drain, so that calls that it cut off still get their status.
        builder.Services.Configure<HostOptions>(host =>
            host.ShutdownTimeout = options.Grpc.DrainTimeout + TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The framing bounds each message itself, before it buffers it; a stream has no length.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = options.MaxStreamsPerConnection;
            kestrel.Limits.Http2.InitialConnectionWindowSize = options.ConnectionWindowBytes;
            kestrel.Limits.Http2.InitialStreamWindowSize = options.StreamWindowBytes;
            kestrel.Listen(options.Address, options.GrpcPort, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(options.Address, options.HttpPort, listen => listen.Protocols = HttpProtocols.Http1);
        });
        return builder.Build();
    }

    private void ReadPorts()
    {
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var ports = addresses.Select(address => BindingAddress.Parse(address).Port).ToArray();
        GrpcPort = ports[0];
        HttpPort = ports[1];
    }
}
