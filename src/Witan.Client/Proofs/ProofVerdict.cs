using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Client;

/// <summary>What checking a proof file came to. Closed.</summary>
public abstract record ProofVerdict
{
    private protected ProofVerdict()
    {
    }

    /// <param name="Claim">What is proved.</param>
    /// <param name="Height">Where it holds.</param>
    /// <param name="Time">Block time of that height.</param>
    /// <param name="Signers">Who stands for it: a minimal quorum, ascending.</param>
    /// <param name="Configuration">Whose members they are.</param>
    public sealed record Holds(
        ProofClaim Claim, Height Height, BlockTime Time, IReadOnlyList<ReplicaId> Signers, Configuration Configuration)
        : ProofVerdict;

    /// <param name="Reason">One line that says what is wrong; never built from the file's bytes.</param>
    public sealed record Refused(string Reason) : ProofVerdict;
}
