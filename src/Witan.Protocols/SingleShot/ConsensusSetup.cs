using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.SingleShot;

/// <summary>One agreement of some members on one value.</summary>
public sealed record ConsensusSetup
{
    /// <summary>Part of every signed text: agreements of one cluster never count in another.</summary>
    public required Digest Cluster { get; init; }

    /// <summary>Who agrees.</summary>
    public required Configuration Configuration { get; init; }

    public required ReplicaId Self { get; init; }

    /// <summary>
    /// Which agreement, at least 1: what is said in one never counts in another. A host that drops records by heights
    /// numbers its agreements by them.
    /// </summary>
    public required ulong Instance { get; init; }

    /// <summary>
    /// valid(x): deterministic, and the same at every correct member while the instance runs. A member decides nothing
    /// for which it is false, unless a quorum shows that it is decided.
    /// </summary>
    public required Func<Value, bool> IsValid { get; init; }

    /// <summary>myval(): asked when this member leads a view in which nothing must be proposed again.</summary>
    public required Func<Value> MyValue { get; init; }

    /// <summary>rho: after how long what may be lost is said again. Default 200 ms.</summary>
    public TimeSpan RetransmitAfter { get; init; } = new(200 * TimeSpan.TicksPerMillisecond);

    /// <summary>
    /// F(1): how long the first view lasts; each later one twice as long. A view with a correct leader decides within
    /// six real delays. Default 500 ms.
    /// </summary>
    public TimeSpan ViewTimeout { get; init; } = new(500 * TimeSpan.TicksPerMillisecond);

    /// <summary>The longest view; must exceed six real delays. Default one minute.</summary>
    public TimeSpan MaxViewTimeout { get; init; } = new(TimeSpan.TicksPerMinute);
}
