using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.HotStuff;

/// <summary>
/// curView, highQC (prepareQC in the basic mode), lockedQC and lastTC, durable before any vote that follows from them.
/// What else is durable are the promises themselves: lastVoted, lastTimeoutView and lastProposed.
/// </summary>
/// <remarks>
/// Layout: configuration u64 | view u64 | has highQC u8 | certificate | has lockedQC u8 | certificate | has TC u8 | TC.
/// </remarks>
public sealed class SafetyRecord(
    ConfigurationNumber configuration, View view, QuorumCertificate? highQC, QuorumCertificate? lockedQC,
    TimeoutCertificate? lastTC)
    : Record
{
    public ConfigurationNumber Configuration { get; } = configuration;

    public View View { get; } = view;

    public QuorumCertificate? HighQC { get; } = highQC;

    public QuorumCertificate? LockedQC { get; } = lockedQC;

    public TimeoutCertificate? LastTC { get; } = lastTC;

    public override byte Kind => HotStuffRecordKind.Safety;

    public override Height? NeededUntil => null;

    public override void Write(CanonicalWriter writer)
    {
        writer.Configuration(Configuration);
        writer.View(View);
        writer.Bool(HighQC is not null);
        HighQC?.Write(writer);
        writer.Bool(LockedQC is not null);
        LockedQC?.Write(writer);
        writer.Bool(LastTC is not null);
        LastTC?.Write(writer);
    }

    public static SafetyRecord? Read(ref CanonicalReader reader)
    {
        var (configuration, view) = (reader.Configuration(), reader.View());
        var highQC = reader.Bool() ? QuorumCertificate.Read(ref reader) : null;
        var lockedQC = reader.Bool() ? QuorumCertificate.Read(ref reader) : null;
        var lastTC = reader.Bool() ? TimeoutCertificate.Read(ref reader) : null;
        return reader.Failed ? null : new SafetyRecord(configuration, view, highQC, lockedQC, lastTC);
    }
}
