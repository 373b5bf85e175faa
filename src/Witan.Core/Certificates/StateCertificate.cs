using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Certificates;

/// <summary>
/// A quorum's signatures over one commitment: what a client, a checkpoint and a transfer all rest on.
/// </summary>
public sealed class StateCertificate
{
    public StateCertificate(Certificate certificate)
    {
        Certificate = certificate;
        Commitment = ((StateVote)certificate.Statement).Commitment;
    }

    public Certificate Certificate { get; }

    public StateCommitment Commitment { get; }

    public Height Height => Commitment.Height;

    public void Write(CanonicalWriter writer) => Certificate.Write(writer);

    public static StateCertificate? Read(ref CanonicalReader reader)
    {
        var certificate = Certificate.Read(ref reader, StateVote.Read);
        return certificate is null ? null : new StateCertificate(certificate);
    }
}
