using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Protocols.SingleShot;
using Witan.Simulation.Attacks.Mutating;
using static Witan.Simulation.Attacks.Mutating.Layout;
using static Witan.Simulation.Attacks.Mutating.SharedLayouts;

namespace Witan.Simulation.Attacks.SingleShot.Forging;

/// <summary>The messages of single-shot PBFT, chained; docs/wire-format.md, section 5.5.</summary>
internal static class SingleShotLayouts
{
    private const int DigestAt = 2;
    private const int JustificationDigestAt = 3;
    private const int ShownAt = 4;

    private static readonly Leaf PreparedView = View with { Name = "preparedView" };

    private static readonly Sequence Vote = new(Slot("height"), View, Hash("block"));

    private static readonly Sequence QC = Certificate(Vote);

    // The value of a chained instance is a block.
    private static readonly Sized Value = new(OptionalBlock.Then);

    private static readonly Sequence Justification = new(
        new Many(new Sequence(Sender with { Name = "signer" }, PreparedView, Hash("block"), Signature)),
        new Optional(QC));

    private static readonly Signed NewLeader = new(
        SingleShotMessageType.NewLeader,
        new Sequence(Slot("height"), View, PreparedView, Hash("block"), new Optional(new Sequence(Value, QC))))
    {
        Text = TextOfFour,
    };

    private static readonly Signed Propose = new(
        SingleShotMessageType.Propose,
        new Sequence(
            Slot("height"), View, Hash("block"), Hash("justification"),
            new Optional(new Sequence(Value, Justification))))
    {
        Text = TextOfFour, Settle = SettleShown,
    };

    /// <summary>Of a message of this type behind its type byte; null if there is none.</summary>
    public static Layout? Of(byte type) => type switch
    {
        MessageType.Decisions => Decisions(QC),
        SingleShotMessageType.NewLeader => NewLeader,
        SingleShotMessageType.Propose => Propose,
        SingleShotMessageType.Prepared or SingleShotMessageType.Committed => new Signed(type, Vote),
        SingleShotMessageType.Wish => new Signed(type, new Sequence(Slot("instance"), View)),
        SingleShotMessageType.Decision => new Sequence(Value, QC),
        _ => null,
    };

    private static byte[] TextOfFour(FieldNode body) =>
        [.. body.Children.Take(ShownAt).SelectMany(field => field.Value)];

    /// <summary>
    /// A proposal of which the block or M was changed names what was changed: else nobody but the decoder would judge
    /// it.
    /// </summary>
    private static void SettleShown(FieldNode statement, FieldNode changed)
    {
        var fields = statement.Children[FieldNode.BodyAt].Children;
        if (fields[ShownAt].Children is not [var shown]) return;
        if (changed != fields[DigestAt])
            fields[DigestAt].Value = Sha256.Hash(shown.Children[0].Children[0].Encode()).ToArray();
        if (changed != fields[JustificationDigestAt])
            fields[JustificationDigestAt].Value = Sha256.Hash(shown.Children[1].Encode()).ToArray();
    }
}
