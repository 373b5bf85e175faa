using Witan.Client;
using Witan.Core.Ordering;

namespace Witan.Simulation.Comparing;

/// <summary>
/// Every time that a replica or client is set to, from one bound: what a message takes at most, durable writes
/// included. All protocols get the same rule, so that none waits by a number that fits another map.
/// </summary>
/// <param name="Bound">Whole milliseconds, at least 1.</param>
public sealed record ComparisonTimes(long Bound)
{
    // Two writes of 0.7 ms at most, signatures, and the order of messages on a link; the rest is room.
    private const long Writes = 5;

    /// <summary>Of a placement: its longest way, rounded up to whole milliseconds, and 5 ms.</summary>
    public static ComparisonTimes Of(Placement placement) => new(((placement.Longest + 999) / 1000) + Writes);

    /// <summary>RequestTimeout and ViewTimeout, ms: ten bounds, above the eight ways of the longest decision.</summary>
    public long Timeout => 10 * Bound;

    /// <summary>The cap of both, ms.</summary>
    public long MaxTimeout => 80 * Bound;

    /// <summary>Streamlet's epoch, ms: two bounds.</summary>
    public long Epoch => 2 * Bound;

    /// <summary>Longest pause between two requests, ms: an epoch, so that they begin anywhere in one.</summary>
    public long Pause => Epoch;

    /// <summary>How long nothing is asked before and after what is measured, ms.</summary>
    public long Quiet => 40 * Bound;

    /// <summary>
    /// StatusInterval, RelayDelay and the wait for fetched bodies are the product's or longer, so that nothing is said
    /// again that is on its way. No heartbeat: a decision is of a request.
    /// </summary>
    public ReplicaOptions Replica
    {
        get
        {
            var product = new ReplicaOptions();
            return product with
            {
                RequestTimeout = Span(Timeout), ViewTimeout = Span(Timeout), MaxTimeout = Span(MaxTimeout),
                StatusInterval = Longer(product.StatusInterval, Timeout),
                RelayDelay = Longer(product.RelayDelay, Timeout),
                FetchTimeout = Longer(product.FetchTimeout, 4 * Bound),
                Heartbeat = TimeSpan.Zero,
            };
        }
    }

    /// <summary>Bundles are sent again no sooner than a replica gives up a view.</summary>
    public ClientOptions Client
    {
        get
        {
            var product = new ClientOptions();
            return product with
            {
                ResendAfter = Longer(product.ResendAfter, Timeout),
                ResendAtMost = Longer(product.ResendAtMost, MaxTimeout),
            };
        }
    }

    /// <summary>The bound as a duration.</summary>
    public TimeSpan Delay => Span(Bound);

    private static TimeSpan Longer(TimeSpan span, long milliseconds) =>
        span > Span(milliseconds) ? span : Span(milliseconds);

    private static TimeSpan Span(long milliseconds) => new(milliseconds * TimeSpan.TicksPerMillisecond);
}
