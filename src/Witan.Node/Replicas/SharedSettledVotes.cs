using Witan.Core.Messages;
using Witan.Core.Verification;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>What the core has settled, asked by all threads that verify.</summary>
internal sealed class SharedSettledVotes(SettledVotes votes) : ISettledVotes
{
    private readonly Lock _gate = new();

    public void Settle(Statement said, IReadOnlyList<ReplicaId> dissenters)
    {
        lock (_gate) votes.Settle(said, dissenters);
    }

    public bool TrySetAside(SignedStatement vote)
    {
        lock (_gate) return votes.TrySetAside(vote);
    }

    public SignedStatement? TakeContradicted(Statement said)
    {
        lock (_gate) return votes.TakeContradicted(said);
    }
}
