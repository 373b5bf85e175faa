using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Core.Ordering;

/// <summary>What a protocol may read of the shared rooms. It changes them only through its outbox.</summary>
public sealed class OrderingContext
{
    public required Digest Cluster { get; init; }

    public required ReplicaId Self { get; init; }

    public required Configurations Configurations { get; init; }

    public required ReplicaOptions Options { get; init; }

    /// <summary>Blocks and what may be proposed.</summary>
    public required IBlockDesk Blocks { get; init; }

    /// <summary>What waits to be ordered.</summary>
    public required IPendingRequests Pending { get; init; }

    /// <summary>Up to where this replica has executed.</summary>
    public required IExecutedPrefix Executed { get; init; }

    /// <summary>The newest stable checkpoint at recovery; null at genesis.</summary>
    public required Certificates.StateCertificate? Stable { get; init; }

    /// <summary>The configuration in which a height is decided.</summary>
    public Configuration At(Height height) => Configurations.At(height);
}
