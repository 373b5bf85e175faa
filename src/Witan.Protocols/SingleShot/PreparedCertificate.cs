using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.SingleShot;

/// <summary>preparedCert(v, d): a quorum's PREPARED of one view for one value. There is at most one per view.</summary>
/// <remarks>Layout: a certificate over PREPARED.</remarks>
public sealed class PreparedCertificate(Certificate certificate)
{
    public Certificate Certificate { get; } = certificate;

    private Prepared Prepared => (Prepared)Certificate.Statement;

    public ulong Instance => Prepared.Instance;

    public View View => Prepared.View;

    public Digest Digest => Prepared.Digest;

    public ConfigurationNumber Configuration => Prepared.Configuration;

    /// <summary>Who accepted the value, and so holds it.</summary>
    public IReadOnlyList<ReplicaId> Signers => Certificate.Signers;

    public void Write(CanonicalWriter writer) => Certificate.Write(writer);

    public void Visit(INestedVisitor visitor) => visitor.Certificate(Certificate);

    public static PreparedCertificate? Read(ref CanonicalReader reader)
    {
        var certificate = Certificate.Read(ref reader, Prepared.Read);
        return certificate is null ? null : new PreparedCertificate(certificate);
    }
}
