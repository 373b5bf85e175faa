using Witan.Primitives;

namespace Witan.Core.Contract;

/// <summary>Where a message came from, as the authenticated connection says, never as the message says.</summary>
/// <param name="Replica">The peer, or null for a client's connection.</param>
/// <param name="Connection">The host's number of a client's connection, unique for the process life; 0 for
/// peers.</param>
public readonly record struct Origin(ReplicaId? Replica, ulong Connection)
{
    public static Origin Peer(ReplicaId replica) => new(replica, 0);

    public static Origin Client(ulong connection) => new(null, connection);

    public bool IsClient => Replica is null;
}
