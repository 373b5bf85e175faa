using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Crypto.Trees;

namespace Witan.Client;

/// <summary>All that somebody who trusts the genesis alone needs to check an answer.</summary>
public abstract record ProofMaterial
{
    private protected ProofMaterial(StateCertificate certificate) => Certificate = certificate;

    public StateCertificate Certificate { get; }

    /// <summary>A result, by its leaf in the results tree of the block that executed the request.</summary>
    /// <param name="Reply">Holds the leaf within a run whose proof was checked.</param>
    /// <param name="Index">Which of its leaves.</param>
    /// <param name="Path">
    /// Commitments from that block's up to the one before the certified; empty if it is the certified one.
    /// </param>
    /// <param name="Certificate">A quorum's signatures.</param>
    public sealed record OfResult(
        Reply Reply, int Index, IReadOnlyList<StateCommitment> Path, StateCertificate Certificate)
        : ProofMaterial(Certificate)
    {
        /// <summary>Session, number, request digest and result.</summary>
        public ResultLeaf Leaf => Reply.Leaves[Index];

        /// <summary>Proves <see cref="Leaf"/> alone: a proof file shows no other request.</summary>
        public LogProof LeafProof() => Reply.Proof.Narrow(ReplyRules.LeafHashes(Reply), Index);
    }

    /// <summary>Whatever was read from the certified state.</summary>
    /// <param name="Witness">The encoded state witness.</param>
    /// <param name="Certificate">A quorum's signatures.</param>
    public sealed record OfState(ReadOnlyMemory<byte> Witness, StateCertificate Certificate)
        : ProofMaterial(Certificate);
}
