using Witan.Core.Messages;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.HotStuff;

/// <summary>
/// PRE-COMMIT, COMMIT and DECIDE of the basic mode, told apart by the phase of the certificate: what the leader shows
/// is the certificate of the phase before. Not signed: a certificate shows itself.
/// </summary>
/// <remarks>Body: certificate.</remarks>
public sealed class Phase(QuorumCertificate certificate) : Message
{
    public QuorumCertificate Certificate { get; } = certificate;

    public override byte Type => HotStuffMessageType.Phase;

    public override void WriteBody(CanonicalWriter writer) => Certificate.Write(writer);

    public override void Visit(INestedVisitor visitor) => Certificate.Visit(visitor);

    public static Phase? Read(ref CanonicalReader reader) =>
        QuorumCertificate.Read(ref reader) is { } certificate ? new Phase(certificate) : null;
}
