using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Pbft;

/// <summary>An own prepared certificate, durable before its COMMIT: the VIEW-CHANGE after a restart must show
/// it.</summary>
public sealed class PreparedRecord(PreparedCertificate certificate) : Record
{
    public PreparedCertificate Certificate { get; } = certificate;

    public override byte Kind => PbftRecordKind.Prepared;

    public override Height? NeededUntil => Certificate.Height;

    public override Height? MayBeDecided => Certificate.Height;

    public override void Write(CanonicalWriter writer) => Certificate.Write(writer);

    public static PreparedRecord? Read(ref CanonicalReader reader)
    {
        var certificate = PreparedCertificate.Read(ref reader);
        return certificate is null ? null : new PreparedRecord(certificate);
    }
}
