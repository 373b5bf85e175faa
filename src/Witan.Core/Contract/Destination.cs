using Witan.Primitives;

namespace Witan.Core.Contract;

/// <summary>Where a message goes. The host maps it onto links.</summary>
public readonly record struct Destination
{
    private Destination(DestinationKind kind, ReplicaId replica, ulong connection)
    {
        Kind = kind;
        Replica = replica;
        Connection = connection;
    }

    public DestinationKind Kind { get; }

    /// <summary>Of <see cref="DestinationKind.One"/>.</summary>
    public ReplicaId Replica { get; }

    /// <summary>Of <see cref="DestinationKind.Client"/>: as in <see cref="Origin.Connection"/>.</summary>
    public ulong Connection { get; }

    /// <summary>Every other member of the current configuration.</summary>
    public static Destination All => new(DestinationKind.All, default, 0);

    /// <summary>Nobody: the statement is signed and comes back, for nesting in another one.</summary>
    public static Destination Self => new(DestinationKind.Self, default, 0);

    public static Destination One(ReplicaId replica) => new(DestinationKind.One, replica, 0);

    public static Destination Client(ulong connection) => new(DestinationKind.Client, default, connection);

    /// <summary>Back to where a message came from.</summary>
    public static Destination To(Origin origin) =>
        origin.Replica is { } replica ? One(replica) : Client(origin.Connection);
}
