using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Dbft;

/// <summary>S5: a quorum's Commits of one view for one block. NEO's block witness.</summary>
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

    public static CommitCertificate? Read(ref CanonicalReader reader) =>
        Certificate.Read(ref reader, Commit.Read) is { } certificate ? new CommitCertificate(certificate) : null;
}
