using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// preparedView and preparedCert, durable before COMMITTED: the NEWLEADERs after a restart must show them. The value
/// stands in the <see cref="ValueRecord"/> before it.
/// </summary>
/// <remarks>Layout: a certificate over PREPARED.</remarks>
public sealed class PreparedRecord(PreparedCertificate certificate) : Record
{
    public PreparedCertificate Certificate { get; } = certificate;

    public override byte Kind => SingleShotRecordKind.Prepared;

    public override Height? NeededUntil => new Height(Certificate.Instance);

    public override Height? MayBeDecided => new Height(Certificate.Instance);

    public override void Write(CanonicalWriter writer) => Certificate.Write(writer);

    public static PreparedRecord? Read(ref CanonicalReader reader)
    {
        var certificate = PreparedCertificate.Read(ref reader);
        return certificate is null ? null : new PreparedRecord(certificate);
    }
}
