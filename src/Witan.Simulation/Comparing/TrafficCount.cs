namespace Witan.Simulation.Comparing;

/// <summary>What was sent and verified between two moments. Every copy counts, those to crashed replicas too.</summary>
public sealed record TrafficCount
{
    /// <summary>Messages of the ordering protocol, those that go by the clock excepted.</summary>
    public long OrderingMessages { get; init; }

    /// <summary>All messages, those that go by the clock excepted.</summary>
    public long Messages { get; init; }

    /// <summary>Their bytes, without frames and encryption.</summary>
    public long Bytes { get; init; }

    /// <summary>Messages that go by the clock, whatever is decided.</summary>
    public long PeriodicMessages { get; init; }

    /// <summary>Authenticators in messages of the ordering protocol, as papers count them.</summary>
    public long Authenticators { get; init; }

    /// <summary>Signatures that replicas computed to verify messages of the ordering protocol.</summary>
    public long OrderingVerified { get; init; }

    /// <summary>All signatures that replicas computed to verify messages.</summary>
    public long Verified { get; init; }
}
