using Witan.Core.Certificates;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Core.Certification;

/// <summary>The state votes for one height.</summary>
internal sealed class StateTally(Configuration configuration)
{
    /// <summary>Whose votes count.</summary>
    public Configuration Configuration { get; } = configuration;

    public VoteTable Votes { get; } = new(configuration);

    /// <summary>Whether another replica said this height.</summary>
    public bool IsHeard { get; set; }

    /// <summary>The first certificate that a quorum made.</summary>
    public StateCertificate? Certificate { get; private set; }

    /// <summary>Takes a certificate that others made.</summary>
    public void Adopt(StateCertificate certificate) => Certificate ??= certificate;

    public void TryCertify(Digest commitment)
    {
        if (Certificate is null && Votes.TryCertify(commitment) is { } certificate)
            Certificate = new StateCertificate(certificate);
    }
}
