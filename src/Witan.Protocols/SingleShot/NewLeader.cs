using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// NEWLEADER(v, pv, D(pval)): the sender entered view v, votes in none below it again, and was last prepared in pv. The
/// value and its certificate ride along to the leader; nested in a PROPOSE the signed claim stands alone.
/// </summary>
/// <remarks>
/// Signed fields: instance u64 | view u64 | prepared view u64, 0 for none | digest 32, zero for none. Body: these |
/// shows u8 | value and prepared certificate if 1.
/// </remarks>
/// <param name="configuration">Under which membership it was said.</param>
/// <param name="sender">Who says it.</param>
/// <param name="instance">Which agreement.</param>
/// <param name="view">The view that was entered.</param>
/// <param name="preparedView">pv; 0 if nothing was prepared.</param>
/// <param name="digest">D(pval); zero if nothing was prepared.</param>
/// <param name="value">pval; null if there is none, and in a bare one.</param>
/// <param name="certificate">pcert: of this view and value; null exactly with the value.</param>
public sealed class NewLeader(
    ConfigurationNumber configuration, ReplicaId sender, ulong instance, View view, View preparedView, Digest digest,
    Value? value, PreparedCertificate? certificate)
    : InstanceStatement(configuration, sender, instance, view, digest)
{
    public View PreparedView { get; } = preparedView;

    public Value? Value { get; } = value;

    public PreparedCertificate? Certificate { get; } = certificate;

    public override byte Type => SingleShotMessageType.NewLeader;

    public override string Domain => "witan/singleshot/new-leader/v1";

    public override Statement Bare => Value is null
        ? this : new NewLeader(Configuration, Sender, Instance, View, PreparedView, Digest, null, null);

    public override void WriteFields(CanonicalWriter writer)
    {
        writer.U64(Instance);
        writer.View(View);
        writer.View(PreparedView);
        writer.Digest(Digest);
    }

    public override void WriteBody(CanonicalWriter writer)
    {
        WriteFields(writer);
        writer.Bool(Value is not null);
        Value?.Write(writer);
        Certificate?.Write(writer);
    }

    public override void VisitNested(INestedVisitor visitor) => Certificate?.Visit(visitor);

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var (instance, view) = ReadPlace(ref reader);
        var (preparedView, digest) = ReadClaim(ref reader);
        var shows = reader.Bool();
        var value = shows ? Value.Read(ref reader) : null;
        var certificate = shows ? PreparedCertificate.Read(ref reader) : null;
        if (shows && !IsAbout(certificate, value, instance, preparedView, digest)) reader.Fail();
        return reader.Failed
            ? null
            : new NewLeader(configuration, sender, instance, view, preparedView, digest, value, certificate);
    }

    /// <summary>pv and D(pval): both or none.</summary>
    internal static (View PreparedView, Digest Digest) ReadClaim(ref CanonicalReader reader)
    {
        var claim = (PreparedView: reader.View(), Digest: reader.Digest());
        if (claim.PreparedView == default != claim.Digest.IsZero) reader.Fail();
        return claim;
    }

    private static bool IsAbout(
        PreparedCertificate? certificate, Value? value, ulong instance, View preparedView, Digest digest) =>
        certificate is not null && value is not null && certificate.Instance == instance
        && certificate.View == preparedView && certificate.Digest == digest && value.Digest == digest;
}
