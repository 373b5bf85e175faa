using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Pbft;

/// <summary>
/// Where the sender stands and what it lacks; whoever holds it answers with what it signed or saw signed. A hint over
/// an authenticated channel and not signed: it proves nothing, and the answers carry their own signatures.
/// </summary>
/// <remarks>Body: view u64 | target u64 | count u32 | (height u64, has proposal u8), ascending by height.</remarks>
/// <param name="view">The view that it entered last.</param>
/// <param name="target">The view that it asks for; equal to the view in normal operation.</param>
/// <param name="missing">At most <see cref="MaxMissing"/>.</param>
public sealed class Status(View view, View target, IReadOnlyList<Missing> missing) : Message
{
    /// <summary>A few times the slots in flight: the rest comes with the next one.</summary>
    public const int MaxMissing = 64;

    public View View { get; } = view;

    public View Target { get; } = target;

    public IReadOnlyList<Missing> Missing { get; } = missing;

    public override byte Type => PbftMessageType.Status;

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.View(View);
        writer.View(Target);
        writer.Count(Missing.Count);
        foreach (var slot in Missing)
        {
            writer.Height(slot.Height);
            writer.Bool(slot.HasProposal);
        }
    }

    public static Status? Read(ref CanonicalReader reader)
    {
        var view = reader.View();
        var target = reader.View();
        var missing = new Missing[reader.Count(MaxMissing, 9)];
        for (var i = 0; i < missing.Length; i++)
        {
            missing[i] = new Missing(reader.Height(), reader.Bool());
            if (i > 0 && missing[i].Height <= missing[i - 1].Height) reader.Fail();
        }

        if (target < view) reader.Fail();
        return reader.Failed ? null : new Status(view, target, missing);
    }
}
