using Microsoft.AspNetCore.Http;

namespace Witan.Gateway.Grpc;

/// <summary>What a method may know about the call that it serves.</summary>
public readonly struct GrpcCall
{
    private readonly HttpContext _context;

    internal GrpcCall(HttpContext context, CancellationToken cancellation)
    {
        _context = context;
        Cancellation = cancellation;
    }

    /// <summary>
    /// Fires when nobody waits for the answer any more: the client went away, its deadline passed, or the server's
    /// time to drain is over. What was already submitted for ordering is not undone by it.
    /// </summary>
    public CancellationToken Cancellation { get; }

    /// <summary>A header of the request, such as <c>token</c>; null if it is absent or given twice.</summary>
    public string? Metadata(string name) =>
        _context.Request.Headers.TryGetValue(name, out var values) && values.Count == 1 ? values[0] : null;
}
