using Witan.Core.Certificates;
using Witan.Core.Reconfiguration;
using Witan.Primitives.Membership;

namespace Witan.Client;

/// <summary>A step to the next configuration in a proof file.</summary>
/// <param name="Commitment">Of the last height under the configuration before.</param>
/// <param name="Signatures">Of a minimal quorum of that configuration.</param>
/// <param name="Configuration">The next one, whose digest the commitment names.</param>
internal sealed record ProofStep(StateCommitment Commitment, ProofSignatures Signatures, Configuration Configuration)
{
    /// <returns>Null if the certificate holds no quorum of the configuration before.</returns>
    public static ProofStep? Of(ConfigurationStep step, Configuration before) =>
        ProofSignatures.Of(step.Certificate, before) is { } signatures
            ? new ProofStep(step.Certificate.Commitment, signatures, step.Configuration)
            : null;

    /// <summary>Null if its form is not canonical.</summary>
    public ConfigurationStep? ToStep() =>
        Signatures.Over(Commitment) is { } certificate ? new ConfigurationStep(certificate, Configuration) : null;
}
