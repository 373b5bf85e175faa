namespace Witan.Client;

/// <summary>Bounds and durations of one client.</summary>
public sealed record ClientOptions
{
    /// <summary>
    /// First wait before a bundle is sent again; doubles. Lower costs duplicates, higher costs time after a loss.
    /// Default 500 ms.
    /// </summary>
    public TimeSpan ResendAfter { get; init; } = Milliseconds(500);

    /// <summary>Longest wait between two sendings of a bundle or a confirm. Default 4 s.</summary>
    public TimeSpan ResendAtMost { get; init; } = Milliseconds(4000);

    /// <summary>
    /// How long a claimed height may stay uncertified before a read goes through the order. Default 200 ms.
    /// </summary>
    public TimeSpan ConfirmTimeout { get; init; } = Milliseconds(200);

    /// <summary>How long one replica may take over a read before another is asked as well. Default 50 ms.</summary>
    public TimeSpan ReadRetryAfter { get; init; } = Milliseconds(50);

    /// <summary>How long to wait after a replica said that no such height is certified yet. Default 5 ms.</summary>
    public TimeSpan NotYetRetryAfter { get; init; } = Milliseconds(5);

    /// <summary>While bundles are on the way, the least time between two that are not full. Default 2 ms.</summary>
    public TimeSpan BundleInterval { get; init; } = Milliseconds(2);

    /// <summary>Bundles that may wait for their acknowledgement. Default 8.</summary>
    public int MaxBundlesInFlight { get; init; } = 8;

    /// <summary>
    /// Requests that wait to be bundled; more are answered <see cref="ClientFailure.Busy"/>. Default 8,192.
    /// </summary>
    public int MaxQueuedRequests { get; init; } = 8192;

    /// <summary>Bytes of requests that wait to be bundled. Default 64 MiB.</summary>
    public long MaxQueuedBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>
    /// Reads that wait for an answer; more are answered <see cref="ClientFailure.Busy"/>. Default 4,096.
    /// </summary>
    public int MaxWaitingReads { get; init; } = 4096;

    private static TimeSpan Milliseconds(long count) => new(count * TimeSpan.TicksPerMillisecond);
}
