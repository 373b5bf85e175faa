using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;

namespace Witan.Simulation.Attacks.Pbft.Forging;

/// <summary>NEW-VIEWs of a corrupted leader, signed with its proposals.</summary>
internal static class NewViews
{
    /// <param name="liar">The leader.</param>
    /// <param name="target">Its view.</param>
    /// <param name="viewChanges">V, by sender.</param>
    /// <param name="digestOf">What it proposes in each slot; the rule is <see cref="NewViewProposal.Digest"/>.</param>
    /// <returns>Null if one of V is not readable as a VIEW-CHANGE: another strategy has spoilt it.</returns>
    public static SignedStatement? Build(
        Liar liar, View target, IReadOnlyList<SignedStatement> viewChanges, Func<NewViewProposal, Digest> digestOf)
    {
        var configuration = liar.Configuration.Number;
        ViewChange[] set = [.. viewChanges.Select(v => v.Statement).OfType<ViewChange>()];
        if (set.Length != viewChanges.Count) return null;
        SignedStatement[] proposals =
        [
            .. PbftRules.ComputeNewViewProposals(set).Slots.Select(slot => liar.Adversary.Sign(
                new PrePrepare(configuration, liar.Id, target, slot.Height, digestOf(slot), null))),
        ];
        return liar.Adversary.Sign(new NewView(configuration, liar.Id, target, viewChanges, proposals));
    }
}
