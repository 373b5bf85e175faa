using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.SingleShot;

/// <summary>A quorum's COMMITTED of one view for one value: the instance is decided, for ever and in every
/// view.</summary>
/// <remarks>Layout: a certificate over COMMITTED.</remarks>
public sealed class CommitCertificate(Certificate certificate) : OrderingCertificate
{
    public Certificate Certificate { get; } = certificate;

    private Committed Committed => (Committed)Certificate.Statement;

    public ulong Instance => Committed.Instance;

    public View View => Committed.View;

    /// <summary>The instance, where instances are heights.</summary>
    public override Height Height => new(Committed.Instance);

    public override ConfigurationNumber Configuration => Committed.Configuration;

    /// <summary>Digest of the decided value.</summary>
    public override Digest Block => Committed.Digest;

    /// <summary>Who holds the value.</summary>
    public IReadOnlyList<ReplicaId> Signers => Certificate.Signers;

    public override void Write(CanonicalWriter writer) => Certificate.Write(writer);

    public override void Visit(INestedVisitor visitor) => visitor.Certificate(Certificate);

    public static CommitCertificate? Read(ref CanonicalReader reader)
    {
        var certificate = Certificate.Read(ref reader, Committed.Read);
        return certificate is null ? null : new CommitCertificate(certificate);
    }
}
