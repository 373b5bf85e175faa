using Witan.Core.Application;
using Witan.Core.Ordering;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Core.Composition;

/// <summary>What a replica is made of, besides what it recovers.</summary>
public sealed class ReplicaSetup
{
    public required Genesis Genesis { get; init; }

    /// <summary>SHA-256 of the genesis bytes.</summary>
    public required Digest Cluster { get; init; }

    public required ReplicaId Self { get; init; }

    public required IStateMachine Application { get; init; }

    public required IProtocol Protocol { get; init; }

    public required ReplicaOptions Options { get; init; }
}
