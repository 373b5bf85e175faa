using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Protocols.HotStuff;
using Witan.Simulation.Attacks.Mutating;
using static Witan.Simulation.Attacks.Mutating.Layout;
using static Witan.Simulation.Attacks.Mutating.SharedLayouts;

namespace Witan.Simulation.Attacks.HotStuff.Forging;

/// <summary>The messages of HotStuff; docs/wire-format.md, section 5.3.</summary>
internal static class HotStuffLayouts
{
    private const int HeightAt = 1;
    private const int DigestAt = 3;
    private const int BlockAt = 4;

    private static readonly Leaf HighQCView = View with { Name = "highQC" };

    private static readonly Layout[] Header = [View, Slot("height"), Hash("node"), Hash("block")];

    private static readonly Sequence Vote = new(View, Hash("node"), Slot("height"));

    private static readonly Sequence QC = new(new Leaf(FieldKind.Number, "kind", 1), Certificate(Vote));

    private static readonly Sequence TC = new(
        View, Configuration, new Many(new Sequence(Sender with { Name = "signer" }, HighQCView, Signature)),
        new Optional(QC));

    private static readonly Sequence Node = new([.. Header, OptionalBlock, new Optional(QC)]);

    private static readonly Signed Proposal =
        new(HotStuffMessageType.Proposal, new Sequence([.. Header, OptionalBlock, new Optional(QC), new Optional(TC)]))
        {
            Text = static body => [.. body.Children.Take(BlockAt).SelectMany(field => field.Value)],
            Settle = SettleBlock,
        };

    private static readonly Signed Timeout =
        new(HotStuffMessageType.Timeout, new Sequence(View, HighQCView, new Optional(QC), new Optional(TC)))
        {
            Text = static body => [.. body.Children.Take(2).SelectMany(field => field.Value)],
        };

    /// <summary>Of a message of this type behind its type byte; null if there is none.</summary>
    public static Layout? Of(byte type) => type switch
    {
        MessageType.Decisions => Decisions(new Sequence(new Many(new Sequence(Header)), QC)),
        HotStuffMessageType.Proposal => Proposal,
        >= HotStuffMessageType.VoteGeneric and <= HotStuffMessageType.VoteCommit => new Signed(type, Vote),
        HotStuffMessageType.Timeout => Timeout,
        HotStuffMessageType.NewView => new Sequence(new Optional(QC), new Optional(TC)),
        HotStuffMessageType.Phase => QC,
        HotStuffMessageType.FetchNodes => new Sequence(Configuration, Hash("node"), Slot("height")),
        HotStuffMessageType.Nodes => new Sequence(Configuration, new Many(Node)),
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
