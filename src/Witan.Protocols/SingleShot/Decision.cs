using Witan.Core.Messages;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// DECISION(v, x, cert): shows itself, so nobody signs it. For an instance on its own; chained ones leave telling what
/// is decided to the shared rooms.
/// </summary>
/// <remarks>Body: value | certificate over COMMITTED.</remarks>
public sealed class Decision(Value value, CommitCertificate certificate) : Message
{
    public Value Value { get; } = value;

    public CommitCertificate Certificate { get; } = certificate;

    public override byte Type => SingleShotMessageType.Decision;

    public override void WriteBody(CanonicalWriter writer)
    {
        Value.Write(writer);
        Certificate.Write(writer);
    }

    public override void Visit(INestedVisitor visitor) => Certificate.Visit(visitor);

    /// <summary>Null, and the reader failed, unless the certificate is the value's.</summary>
    public static Decision? Read(ref CanonicalReader reader)
    {
        var value = Value.Read(ref reader);
        var certificate = CommitCertificate.Read(ref reader);
        if (reader.Failed || value is null || certificate is null || certificate.Block != value.Digest)
        {
            reader.Fail();
            return null;
        }

        return new Decision(value, certificate);
    }
}
