using Witan.Core.Certificates;
using Witan.Core.Execution;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Primitives.Membership;

namespace Witan.Core.Reconfiguration;

/// <summary>
/// Why the next configuration is the next one: the certified commitment of the last height under the old one, which
/// names its digest, and the configuration itself. Who believes the old one believes the new one.
/// </summary>
/// <param name="Certificate">Of the last height of the old configuration, signed by its members.</param>
/// <param name="Configuration">In force from the height after.</param>
public sealed record ConfigurationStep(StateCertificate Certificate, Configuration Configuration)
{
    /// <summary>The first height under the new configuration.</summary>
    public Height First => Certificate.Height.Next;

    /// <summary>
    /// Whether the commitment names this configuration as the next. Its signatures are the verifier's question.
    /// </summary>
    public bool IsConsistent =>
        Configuration.Number == Certificate.Commitment.Configuration.Next
        && Executor.DigestOf(Configuration) == Certificate.Commitment.NextConfiguration;

    public void Write(CanonicalWriter writer)
    {
        Certificate.Write(writer);
        Configuration.Write(writer);
    }

    /// <summary>Null, and the reader failed, for anything but one consistent step.</summary>
    public static ConfigurationStep? Read(ref CanonicalReader reader)
    {
        var certificate = StateCertificate.Read(ref reader);
        var configuration = Configuration.Read(ref reader);
        if (reader.Failed || certificate is null || configuration is null) return null;
        var step = new ConfigurationStep(certificate, configuration);
        if (!step.IsConsistent) reader.Fail();
        return reader.Failed ? null : step;
    }
}
