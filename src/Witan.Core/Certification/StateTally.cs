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

    /// <returns>The certificate, if the votes for this are a quorum now and there was none before.</returns>
    public StateCertificate? TryCertify(Digest commitment)
    {
        if (Certificate is not null) return null;
        Certificate = Votes.TryCertify(commitment) is { } votes ? new StateCertificate(votes) : null;
        return Certificate;
    }
}
