using Witan.Core.Certificates;
using Witan.Primitives;

namespace Witan.Protocols.Pbft;

/// <summary>O of the paper before it is signed: what the new view must propose again.</summary>
/// <param name="MinSlot">min-s: the latest stable checkpoint in V.</param>
/// <param name="Stable">Its proof; null at genesis.</param>
/// <param name="Slots">One entry for each of min-s + 1 .. max-s.</param>
public sealed record NewViewProposals(Height MinSlot, StateCertificate? Stable, IReadOnlyList<NewViewProposal> Slots)
{
    /// <summary>max-s: min-s if nothing above it prepared.</summary>
    public Height MaxSlot => MinSlot + (ulong)Slots.Count;
}
