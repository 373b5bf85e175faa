using Witan.Core.Certificates;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>
/// The certificate of a checkpoint, offered to a peer whose Progress names an older one. Votes are said once: a replica that has
/// executed a checkpoint and lost them would keep its window shut.
/// </summary>
public sealed class Checkpoint(StateCertificate certificate) : Message
{
    public StateCertificate Certificate { get; } = certificate;

    public override byte Type => MessageType.Checkpoint;

    public override void Visit(INestedVisitor visitor) => visitor.Certificate(Certificate.Certificate);

    public override void WriteBody(CanonicalWriter writer) => Certificate.Write(writer);

    public static Checkpoint? Read(ref CanonicalReader reader)
    {
        var certificate = StateCertificate.Read(ref reader);
        return reader.Failed || certificate is null ? null : new Checkpoint(certificate);
    }
}
