using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;

namespace Witan.Simulation.Attacks.Pbft.Forging;

/// <summary>Digests that were proposed for a slot and view.</summary>
internal sealed class SeenProposals
{
    /// <summary>Slots; the lowest make room.</summary>
    public const int Kept = 1024;

    private readonly SortedDictionary<(Height Height, View View), SortedSet<Digest>> _seen = [];

    public void Note(Message message)
    {
        if (message is not SignedStatement { Statement: PrePrepare proposal }) return;
        var slot = (proposal.Height, proposal.View);
        if (!_seen.TryGetValue(slot, out var digests)) _seen.Add(slot, digests = []);
        digests.Add(proposal.Digest);
        if (_seen.Count > Kept) _seen.Remove(_seen.Keys.First());
    }

    /// <summary>Another proposal for the slot of the vote, or null.</summary>
    public Digest? OtherThan(SlotStatement vote)
    {
        if (!_seen.TryGetValue((vote.Height, vote.View), out var digests)) return null;
        foreach (var digest in digests)
        {
            if (digest != vote.Digest) return digest;
        }

        return null;
    }
}
