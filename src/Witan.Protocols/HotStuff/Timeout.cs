using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.HotStuff;

/// <summary>
/// The sender gives up every view up to this one, the last of a leader's tenure, and votes in none of them again. It
/// says how high a certificate it holds; that and what brought it to its view ride along.
/// </summary>
/// <remarks>
/// Signed fields: view u64 | highQC view u64. Body: these | has highQC u8 | certificate | has TC u8 | TC. It may be
/// said again with a higher certificate: another promise, and no lie.
/// </remarks>
public sealed class Timeout(
    ConfigurationNumber configuration, ReplicaId sender, View view, View highQCView, QuorumCertificate? highQC,
    TimeoutCertificate? tc)
    : Statement(configuration, sender)
{
    private static readonly byte[] Votes =
    [
        HotStuffMessageType.VoteGeneric, HotStuffMessageType.VotePrepare, HotStuffMessageType.VotePreCommit,
        HotStuffMessageType.VoteCommit,
    ];

    public View View { get; } = view;

    /// <summary>View of the highest certificate that the sender holds; 0 for genesis.</summary>
    public View HighQCView { get; } = highQCView;

    /// <summary>The certificate itself; null at genesis and inside a TC.</summary>
    public QuorumCertificate? HighQC { get; } = highQC;

    /// <summary>The newest TC of the sender; null if it has none, and inside a TC.</summary>
    public TimeoutCertificate? TC { get; } = tc;

    public override byte Type => HotStuffMessageType.Timeout;

    public override string Domain => "witan/hotstuff/timeout/v1";

    public override PromiseKey? Promise => new PromiseKey(Configuration, Type, View.Value, HighQCView.Value);

    public override PromiseFloor? Floor => new PromiseFloor(Votes, View.Next.Value);

    public override Statement Bare =>
        HighQC is null && TC is null ? this : new Timeout(Configuration, Sender, View, HighQCView, null, null);

    public override void WriteFields(CanonicalWriter writer)
    {
        writer.View(View);
        writer.View(HighQCView);
    }

    public override void WriteBody(CanonicalWriter writer)
    {
        WriteFields(writer);
        writer.Bool(HighQC is not null);
        HighQC?.Write(writer);
        writer.Bool(TC is not null);
        TC?.Write(writer);
    }

    public override void VisitNested(INestedVisitor visitor)
    {
        HighQC?.Visit(visitor);
        TC?.Visit(visitor);
    }

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var (view, claim) = (reader.View(), reader.View());
        var highQC = reader.Bool() ? QuorumCertificate.Read(ref reader) : null;
        var tc = reader.Bool() ? TimeoutCertificate.Read(ref reader) : null;
        if (view == default || (highQC is not null && highQC.View != claim)) reader.Fail();
        return reader.Failed ? null : new Timeout(configuration, sender, view, claim, highQC, tc);
    }
}
