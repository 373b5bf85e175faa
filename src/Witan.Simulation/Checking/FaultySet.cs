using Witan.Primitives;

namespace Witan.Simulation.Checking;

/// <summary>
/// Replicas of which nothing is expected: liars, and those that lost or rolled back their disk. It only grows: who
/// rejoined is correct again for the protocol, but what it once signed is not.
/// </summary>
public sealed class FaultySet
{
    private readonly SortedSet<uint> _members = [];

    public int Count => _members.Count;

    public void Add(ReplicaId replica) => _members.Add(replica.Value);

    public bool Contains(ReplicaId replica) => _members.Contains(replica.Value);
}
