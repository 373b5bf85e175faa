using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Core.Synchronizing;

/// <summary>
/// The rules of the synchroniser, pure. A class of its own so that what each of them is for can be shown by what breaks
/// without it.
/// </summary>
public class SynchronizerRules
{
    /// <summary>Those of the paper.</summary>
    public static SynchronizerRules Default { get; } = new();

    /// <summary>newView: the highest view that all members of some quorum wish for, or a later one.</summary>
    /// <param name="quorums">Of the configuration.</param>
    /// <param name="wishes">By place; view 0 where none.</param>
    public virtual View WishedByQuorum(QuorumSystem quorums, IReadOnlyList<View> wishes) =>
        Highest(wishes, quorums.IsQuorum);

    /// <summary>newView+: the highest view that a weak quorum wishes for, so at least one correct member.</summary>
    /// <param name="quorums">Of the configuration.</param>
    /// <param name="wishes">By place; view 0 where none.</param>
    public virtual View WishedByWeakQuorum(QuorumSystem quorums, IReadOnlyList<View> wishes) =>
        Highest(wishes, quorums.IsWeakQuorum);

    /// <summary>
    /// A view is entered when a quorum wishes for it and no correct member may be ahead of it already: who enters a
    /// view that others left would be alone there for as long as it lasts.
    /// </summary>
    /// <param name="view">The last entered one.</param>
    /// <param name="newView">What a quorum wishes for.</param>
    /// <param name="viewPlus">The highest that a weak quorum ever wished for.</param>
    public virtual bool MayEnter(View view, View newView, View viewPlus) => newView > view && newView == viewPlus;

    /// <summary>Whether to wish for what a correct member wishes for, so that it gets its quorum.</summary>
    /// <param name="wish">The own one.</param>
    /// <param name="viewPlus">The highest that a weak quorum ever wished for.</param>
    public virtual bool MustEcho(View wish, View viewPlus) => wish < viewPlus;

    /// <summary>The highest view such that those who wish for it, or for a later one, suffice; 0 if none.</summary>
    protected static View Highest(IReadOnlyList<View> wishes, Func<MemberSet, bool> suffices)
    {
        View best = default;
        foreach (var candidate in wishes)
        {
            if (candidate <= best) continue;
            var members = MemberSet.Empty;
            for (var place = 0; place < wishes.Count; place++)
            {
                if (wishes[place] >= candidate) members = members.With(place);
            }

            if (suffices(members)) best = candidate;
        }

        return best;
    }
}
