using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Pbft;

/// <summary>A quorum of COMMITs of one view for one block: the slot is decided, for ever and in every view.</summary>
public sealed class CommitCertificate(Certificate certificate) : OrderingCertificate
{
    public Certificate Certificate { get; } = certificate;

    private Commit Commit => (Commit)Certificate.Statement;

    public View View => Commit.View;

    public override Height Height => Commit.Height;

    public override ConfigurationNumber Configuration => Commit.Configuration;

    public override Digest Block => Commit.Digest;

    public override void Write(CanonicalWriter writer) => Certificate.Write(writer);

    public override void Visit(INestedVisitor visitor) => visitor.Certificate(Certificate);

    public static CommitCertificate? Read(ref CanonicalReader reader)
    {
        var certificate = Certificate.Read(ref reader, Commit.Read);
        return certificate is null ? null : new CommitCertificate(certificate);
    }
}
