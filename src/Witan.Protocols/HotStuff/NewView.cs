using Witan.Core.Messages;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.HotStuff;

/// <summary>
/// NEW-VIEW of the paper: the highest certificate of the sender and its newest TC, for a leader that begins and for
/// whoever is behind. Not signed: both show themselves, and nothing else is said.
/// </summary>
/// <remarks>Body: has highQC u8 | certificate if 1 | has TC u8 | TC if 1; at least one.</remarks>
public sealed class NewView(QuorumCertificate? highQC, TimeoutCertificate? tc) : Message
{
    public QuorumCertificate? HighQC { get; } = highQC;

    public TimeoutCertificate? TC { get; } = tc;

    public override byte Type => HotStuffMessageType.NewView;

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.Bool(HighQC is not null);
        HighQC?.Write(writer);
        writer.Bool(TC is not null);
        TC?.Write(writer);
    }

    public override void Visit(INestedVisitor visitor)
    {
        HighQC?.Visit(visitor);
        TC?.Visit(visitor);
    }

    public static NewView? Read(ref CanonicalReader reader)
    {
        var highQC = reader.Bool() ? QuorumCertificate.Read(ref reader) : null;
        var tc = reader.Bool() ? TimeoutCertificate.Read(ref reader) : null;
        if (highQC is null && tc is null) reader.Fail();
        return reader.Failed ? null : new NewView(highQC, tc);
    }
}
