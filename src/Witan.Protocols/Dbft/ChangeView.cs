using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Dbft;

/// <summary>
/// The sender gives up every view of the height below the next one of <see cref="HeightStatement.View"/>, unless no
/// such change can win any more. The reason is signed and travels everywhere, so one from a recovery message verifies.
/// </summary>
/// <remarks>
/// Signed fields: height u64 | view u8 | reason u8. NEO's timestamp is left out: it may be said again.
/// </remarks>
public sealed class ChangeView(
    ConfigurationNumber configuration, ReplicaId sender, Height height, View view, ChangeViewReason reason)
    : HeightStatement(configuration, sender, height, view)
{
    /// <summary>The view that is asked for.</summary>
    public View NewView => View.Next;

    public ChangeViewReason Reason { get; } = reason;

    public override byte Type => DbftMessageType.ChangeView;

    public override string Domain => "witan/dbft/change-view/v1";

    public override Digest Subject => default;

    public override void WriteFields(CanonicalWriter writer)
    {
        base.WriteFields(writer);
        writer.U8((byte)Reason);
    }

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var (height, view) = ReadPlace(ref reader);
        var reason = ReadReason(ref reader);
        if (view.Value >= MaxView) reader.Fail();
        return reader.Failed ? null : new ChangeView(configuration, sender, height, view, reason);
    }

    internal static ChangeViewReason ReadReason(ref CanonicalReader reader)
    {
        var reason = (ChangeViewReason)reader.U8();
        if (reason > ChangeViewReason.BlockRejectedByPolicy) reader.Fail();
        return reason;
    }
}
