using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Protocols.Dbft;
using Witan.Simulation.Attacks.Mutating;
using static Witan.Simulation.Attacks.Mutating.Layout;
using static Witan.Simulation.Attacks.Mutating.SharedLayouts;

namespace Witan.Simulation.Attacks.Dbft.Forging;

/// <summary>The messages of dBFT; docs/wire-format.md, section 5.4.</summary>
internal static class DbftLayouts
{
    private const int HeightAt = 0;
    private const int DigestAt = 2;
    private const int BlockAt = 3;

    // A view is one byte here.
    private static readonly Leaf ViewByte = new(FieldKind.Number, "view", 1);

    private static readonly Leaf Signer = Sender with { Name = "signer" };

    private static readonly Sequence Vote = new(Slot("height"), ViewByte, Hash("block"));

    private static readonly Signed Request =
        new(DbftMessageType.PrepareRequest, new Sequence(Slot("height"), ViewByte, Hash("block"), OptionalBlock))
        {
            Text = static body => [.. body.Children.Take(BlockAt).SelectMany(field => field.Value)],
            Settle = SettleBlock,
        };

    private static readonly Signed ChangeView = new(
        DbftMessageType.ChangeView, new Sequence(Slot("height"), ViewByte, new Leaf(FieldKind.Number, "reason", 1)));

    private static readonly Sequence Recovery = new(
        Configuration, Slot("height"), ViewByte,
        new Many(new Sequence(Signer, ViewByte, new Leaf(FieldKind.Number, "reason", 1), Signature)),
        new Optional(new Sequence(Signer, Block, Signature)),
        new Many(new Sequence(Signer, Hash("preparation"), Signature)),
        new Many(new Sequence(Signer, ViewByte, Hash("block"), Signature)));

    /// <summary>Of a message of this type behind its type byte; null if there is none.</summary>
    public static Layout? Of(byte type) => type switch
    {
        MessageType.Decisions => Decisions(Certificate(Vote)),
        DbftMessageType.PrepareRequest => Request,
        DbftMessageType.PrepareResponse or DbftMessageType.Commit => new Signed(type, Vote),
        DbftMessageType.ChangeView => ChangeView,
        DbftMessageType.RecoveryRequest => new Sequence(Configuration, Slot("height"), ViewByte),
        DbftMessageType.RecoveryMessage => Recovery,
        _ => null,
    };

    /// <summary>A proposal whose block was changed names the changed block: else nobody but the decoder would judge
    /// it.</summary>
    private static void SettleBlock(FieldNode statement, FieldNode changed)
    {
        var fields = statement.Children[FieldNode.BodyAt].Children;
        if (fields[BlockAt].Children is not [var block] || changed == fields[DigestAt]) return;
        if (changed == fields[HeightAt]) block.Children[0].Value = changed.Value;
        if (changed == block.Children[0]) fields[HeightAt].Value = changed.Value;
        fields[DigestAt].Value = Sha256.Hash(block.Encode()).ToArray();
    }
}
