using Witan.Primitives;

namespace Witan.Protocols.Streamlet;

/// <summary>A node that is asked for.</summary>
/// <param name="holders">Who voted for it.</param>
internal sealed class WantedNode(IReadOnlyList<ReplicaId> holders)
{
    /// <summary>After every holder was asked so often, it is given up until something needs it again.</summary>
    private const int Rounds = 4;

    public int Asked { get; private set; }

    public bool IsHopeless => Asked >= Rounds * holders.Count;

    /// <summary>The holders in turn, without this replica.</summary>
    public ReplicaId? NextHolder(ReplicaId self)
    {
        for (var tries = 0; tries < holders.Count; tries++)
        {
            var holder = holders[Asked % holders.Count];
            Asked++;
            if (holder != self) return holder;
        }

        return null;
    }
}
