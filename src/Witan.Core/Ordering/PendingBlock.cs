using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Core.Ordering;

/// <summary>A proposal or decision whose block or bodies are on their way.</summary>
internal sealed class PendingBlock(
    Height height, Digest digest, Block? block, bool certified, IReadOnlyList<ReplicaId> holders)
{
    private readonly List<ReplicaId> _holders = [.. holders];
    private int _asked;

    public Height Height { get; } = height;

    public Digest Digest { get; } = digest;

    public Block? Block { get; set; } = block;

    /// <summary>Justified by a certificate: local rules do not judge it.</summary>
    public bool Certified { get; private set; } = certified;

    /// <summary>Bodies not held yet; meaningless while the block itself is missing.</summary>
    public SortedSet<Digest> Missing { get; } = [];

    /// <summary>Bodies that came by fetch and are not stored yet.</summary>
    public Dictionary<Digest, IBody> Fetched { get; } = [];

    public void Merge(PendingBlock other)
    {
        Block ??= other.Block;
        Certified |= other.Certified;
        foreach (var holder in other._holders)
        {
            if (!_holders.Contains(holder)) _holders.Add(holder);
        }
    }

    public void FindMissing(Func<Digest, bool> isHeld)
    {
        Missing.Clear();
        foreach (var reference in Block!.References)
        {
            if (!isHeld(reference.Digest)) Missing.Add(reference.Digest);
        }
    }

    /// <summary>Whom to ask next: the known holders in turn, then everybody else.</summary>
    public ReplicaId? NextHolder(Configuration configuration, ReplicaId self)
    {
        if (_asked >= _holders.Count)
        {
            foreach (var member in configuration.Members)
            {
                if (!_holders.Contains(member.Id)) _holders.Add(member.Id);
            }
        }

        for (var tries = 0; tries < _holders.Count; tries++)
        {
            var holder = _holders[_asked % _holders.Count];
            _asked++;
            if (holder != self) return holder;
        }

        return null;
    }
}
