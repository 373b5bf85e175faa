using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;

namespace Witan.Gateway.Grpc;

/// <summary>
/// Serves gRPC calls over HTTP/2 requests: finds the method, bounds and times the call, and turns its outcome into a
/// status.
/// </summary>
/// <remarks>
/// This and the methods registered here are the seam: another gRPC library would take the same registrations. A
/// terminal delegate with one lookup by path, because endpoint routing matches templates that gRPC's fixed paths do
/// not have.
/// </remarks>
public sealed partial class GrpcDispatcher : IDisposable
{
    private readonly FrozenDictionary<string, GrpcMethod> _methods;
    private readonly FrozenSet<string> _services;
    private readonly GrpcServerOptions _options;
    private readonly ILogger _logger;
    private readonly BufferBudget _budget;
    private readonly CancellationToken _stopping;
    private readonly CancellationTokenSource _drained = new();
    private readonly CancellationTokenRegistration _drain;
    private int _inFlight;

    /// <param name="methods">No two with one path.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="logger">Gets what a method throws.</param>
    /// <param name="stopping">Fires when the server begins to stop.</param>
    /// <exception cref="ArgumentException">Two methods with one path, or bounds that contradict each other.</exception>
    public GrpcDispatcher(
        IReadOnlyCollection<GrpcMethod> methods, GrpcServerOptions options, ILogger logger, CancellationToken stopping)
    {
        if (options.MaxBufferedBytes < options.MaxMessageBytes)
            throw new ArgumentException("the largest message exceeds what all calls may buffer", nameof(options));
        _methods = methods.ToFrozenDictionary(method => method.Path, StringComparer.Ordinal);
        _services = methods.Select(method => method.Service).ToFrozenSet(StringComparer.Ordinal);
        _options = options;
        _logger = logger;
        _budget = new BufferBudget(options.MaxBufferedBytes);
        _stopping = stopping;
        _drain = stopping.Register(() => _drained.CancelAfter(options.DrainTimeout));
    }

    /// <summary>The registered methods, in the order of their paths.</summary>
    public IEnumerable<GrpcMethod> Methods => _methods.Values.OrderBy(method => method.Path, StringComparer.Ordinal);

    /// <summary>Serves one request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (!GrpcHeaders.IsCall(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return Task.CompletedTask;
        }

        GrpcHeaders.Begin(context.Response);
        var path = context.Request.Path.Value ?? "";
        if (!_methods.TryGetValue(path, out var method)) return Refuse(context, UnknownMethod(path));
        if (!GrpcHeaders.TryTimeout(context.Request, out var timeout))
            return Refuse(context, new GrpcStatus(GrpcStatusCode.Internal, "malformed grpc-timeout"));
        return ServeAsync(context, method, timeout);
    }

    public void Dispose()
    {
        _drain.Dispose();
        _drained.Dispose();
    }

    private async Task ServeAsync(HttpContext context, GrpcMethod method, TimeSpan? timeout)
    {
        method.Counters.Begin();
        var status = new GrpcStatus(GrpcStatusCode.Internal, "");
        try
        {
            status = Interlocked.Increment(ref _inFlight) > _options.MaxCallsInFlight ? _options.Overloaded
                : _stopping.IsCancellationRequested ? _options.Stopping
                : await RunAsync(context, method, timeout).ConfigureAwait(false);
            GrpcHeaders.End(context.Response, status);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
            method.Counters.End(status.Code);
        }
    }

    private async ValueTask<GrpcStatus> RunAsync(HttpContext context, GrpcMethod method, TimeSpan? timeout)
    {
        if (method.IsStreaming) Unhurried(context);
        // A call may finish while the server drains; a stream would never finish by itself.
        var stop = method.IsStreaming ? _stopping : _drained.Token;
        using var lifetime = GrpcCallLifetime.Start(context, timeout, stop);
        try
        {
            return await method.ServeAsync(new GrpcExchange(context, _options, _budget, lifetime.Token))
                .ConfigureAwait(false);
        }
        catch (ClientGoneException)
        {
            return GrpcStatus.Cancelled;
        }
        catch (OperationCanceledException) when (lifetime.Token.IsCancellationRequested)
        {
            return lifetime.Why(_options.Stopping);
        }
        catch (BadHttpRequestException refused)
        {
            // Kestrel gave up on the request's body, for example because it came too slowly.
            LogBody(refused, method.Path);
            return new GrpcStatus(GrpcStatusCode.Internal, "grpc: the request's body could not be read");
        }
#pragma warning disable CA1031 // The boundary of a call: whatever a method threw ends this call and no other.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            LogBroken(broken, method.Path);
            // A half-written reply cannot be taken back, so the stream is reset instead of ended with a status.
            if (context.Response.BodyWriter.UnflushedBytes > 0) context.Abort();
            return new GrpcStatus(GrpcStatusCode.Internal, "internal error");
        }
    }

    /// <summary>Kestrel's minimum rates would reset a stream on which nothing is said for five seconds.</summary>
    private static void Unhurried(HttpContext context)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } requests) requests.MinDataRate = null;
    }

    private GrpcStatus UnknownMethod(string path)
    {
        var slash = path.LastIndexOf('/');
        var service = slash > 0 ? path[1..slash] : "";
        var name = path[(slash + 1)..];
        return new GrpcStatus(GrpcStatusCode.Unimplemented, _services.Contains(service)
            ? $"unknown method {name} for service {service}"
            : $"unknown service {service}");
    }

    private static Task Refuse(HttpContext context, GrpcStatus status)
    {
        GrpcHeaders.End(context.Response, status);
        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Debug, Message = "{Path}: the body could not be read")]
    private partial void LogBody(Exception cause, string path);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Error, Message = "{Path}: the method failed")]
    private partial void LogBroken(Exception cause, string path);
}
