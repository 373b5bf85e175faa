using Witan.Core.Certificates;
using Witan.Core.Ordering;

namespace Witan.Client;

/// <summary>The contents of a proof file.</summary>
/// <param name="Claim">What it says.</param>
/// <param name="Steps">From configuration 0 to the one under which the last commitment is signed.</param>
/// <param name="Commitments">From the one that the claim rests on to the signed one.</param>
/// <param name="Signatures">Over the last commitment.</param>
internal sealed record ProofDocument(
    ProofClaim Claim, IReadOnlyList<ProofStep> Steps, IReadOnlyList<StateCommitment> Commitments,
    ProofSignatures Signatures)
{
    /// <summary>The signed commitment.</summary>
    public StateCommitment Newest => Commitments[^1];

    /// <summary>Takes certificates apart and keeps a minimal quorum of each.</summary>
    /// <returns>Null if one holds no quorum of its configuration, or that is not known.</returns>
    public static ProofDocument? Of(
        ProofClaim claim, IReadOnlyList<StateCommitment> path, StateCertificate certificate,
        Configurations configurations)
    {
        var number = certificate.Commitment.Configuration;
        if (configurations.ByNumber(number) is not { } configuration) return null;
        if (ProofSignatures.Of(certificate, configuration) is not { } signatures) return null;
        var known = configurations.Steps;
        var steps = new List<ProofStep>();
        for (var i = 0; (ulong)i < number.Value; i++)
        {
            if (ProofStep.Of(known[i], configurations.ByNumber(new((ulong)i))!) is not { } step) return null;
            steps.Add(step);
        }

        return new ProofDocument(claim, steps, [.. path, certificate.Commitment], signatures);
    }
}
