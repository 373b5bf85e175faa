using Microsoft.AspNetCore.Http;

namespace Witan.Gateway.Grpc;

/// <summary>
/// Why and when a call is over before its answer: the client left, its deadline passed, or the server stops. One token
/// for the three, and afterwards which of them it was.
/// </summary>
internal readonly struct GrpcCallLifetime : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationToken _aborted;
    private readonly CancellationToken _stop;

    private GrpcCallLifetime(CancellationTokenSource source, CancellationToken aborted, CancellationToken stop)
    {
        _source = source;
        _aborted = aborted;
        _stop = stop;
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Starts the clock of a call.</summary>
    /// <param name="context">The call.</param>
    /// <param name="timeout">Null for none.</param>
    /// <param name="stop">When the server gives up on the call.</param>
    public static GrpcCallLifetime Start(HttpContext context, TimeSpan? timeout, CancellationToken stop)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stop);
        if (timeout is { } span) source.CancelAfter(span);
        return new GrpcCallLifetime(source, context.RequestAborted, stop);
    }

    /// <summary>The status of a call that its token ended.</summary>
    public GrpcStatus Why(GrpcStatus stopping)
    {
        if (_aborted.IsCancellationRequested) return GrpcStatus.Cancelled;
        return _stop.IsCancellationRequested ? stopping : GrpcStatus.DeadlineExceeded;
    }

    public void Dispose() => _source.Dispose();
}
