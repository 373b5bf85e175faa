namespace Witan.Node;

/// <summary>
/// How long to wait before a connection is tried again: doubles, with some chance so that many do not come at once.
/// </summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private TimeSpan _next;

    public void Reset() => _next = TimeSpan.Zero;

    public Task WaitAsync(TimeProvider time, CancellationToken cancellation)
    {
        if (_next < first) _next = first;
        var wait = _next * (0.75 + (Random.Shared.NextDouble() / 2));
        _next = _next + _next < longest ? _next + _next : longest;
        return Task.Delay(wait, time, cancellation);
    }
}
