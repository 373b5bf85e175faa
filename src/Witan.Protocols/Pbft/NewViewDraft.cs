using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Protocols.Pbft;

/// <summary>A NEW-VIEW in the making: V is chosen, the proposals of O come back signed one by one.</summary>
internal sealed class NewViewDraft
{
    private readonly SortedDictionary<Height, SignedStatement> _signed = [];

    public NewViewDraft(View target, IReadOnlyList<SignedStatement> viewChanges)
    {
        Target = target;
        ViewChanges = viewChanges;
        Expected = PbftRules.ComputeNewViewProposals([.. viewChanges.Select(v => (ViewChange)v.Statement)]);
    }

    public View Target { get; }

    public IReadOnlyList<SignedStatement> ViewChanges { get; }

    public NewViewProposals Expected { get; }

    public IReadOnlyList<SignedStatement> Proposals => [.. _signed.Values];

    public bool IsComplete => _signed.Count == Expected.Slots.Count;

    public void Add(SignedStatement proposal) => _signed[((PrePrepare)proposal.Statement).Height] = proposal;
}
