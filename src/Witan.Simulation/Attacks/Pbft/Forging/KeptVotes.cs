using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;

namespace Witan.Simulation.Attacks.Pbft.Forging;

/// <summary>Own votes that nobody has seen yet.</summary>
internal sealed class KeptVotes
{
    /// <summary>Votes; the oldest are never shown.</summary>
    public const int Kept = 4096;

    private readonly SortedDictionary<(View View, Height Height, byte Type), SignedStatement> _votes = [];

    /// <summary>Each vote once, however many recipients it was for.</summary>
    public void Add(SignedStatement signed, SlotStatement vote)
    {
        _votes.TryAdd((vote.View, vote.Height, vote.Type), signed);
        if (_votes.Count > Kept) _votes.Remove(_votes.Keys.First());
    }

    /// <summary>Those of the views that may be shown now, lowest first; they are kept no longer.</summary>
    public IReadOnlyList<SignedStatement> Take(Func<View, bool> mayBeShown)
    {
        var taken = new List<SignedStatement>();
        foreach (var (key, vote) in _votes.ToArray())
        {
            if (!mayBeShown(key.View)) continue;
            taken.Add(vote);
            _votes.Remove(key);
        }

        return taken;
    }
}
