namespace Witan.Simulation.Comparing;

/// <summary>What one protocol at one size in one situation cost. Times in microseconds of virtual time.</summary>
public sealed record ComparisonResult
{
    public required ComparisonPlan Plan { get; init; }

    /// <summary>Why the run ended before its end; null if it did not. Then it measured nothing.</summary>
    public string? Trouble { get; init; }

    /// <summary>Replicas that crashed.</summary>
    public IReadOnlyList<int> Crashed { get; init; } = [];

    /// <summary>
    /// From sending a request to its f + 1 replies, when nothing is left of the crash; null without a measurement.
    /// </summary>
    public LatencySummary? Replied { get; init; }

    /// <summary>The same to its state certificate: the client's own acknowledgement.</summary>
    public LatencySummary? Certified { get; init; }

    /// <summary>
    /// From the crash to the f + 1 replies of the request that was sent at that moment; null without a crash.
    /// </summary>
    public long? Pause { get; init; }

    /// <summary>Blocks decided while measuring: one per request, with one client that waits for its answers.</summary>
    public long Decisions { get; init; }

    public TrafficCount Traffic { get; init; } = new();

    /// <summary>Copies sent while measuring, by name, those that go by the clock too.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> MessagesByName { get; init; } = [];

    /// <summary>Messages of the ordering protocol per decision.</summary>
    public double OrderingMessages => Per(Traffic.OrderingMessages);

    /// <summary>Messages of all kinds per decision.</summary>
    public double Messages => Per(Traffic.Messages);

    public double Bytes => Per(Traffic.Bytes);

    /// <summary>Authenticators per decision, as papers count them.</summary>
    public double Authenticators => Per(Traffic.Authenticators);

    /// <summary>Signatures computed for messages of the ordering protocol, per decision.</summary>
    public double OrderingVerified => Per(Traffic.OrderingVerified);

    /// <summary>Signatures computed, per decision.</summary>
    public double Verified => Per(Traffic.Verified);

    private double Per(long count) => Decisions == 0 ? 0 : (double)count / Decisions;
}
