using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Protocols.Streamlet;
using Witan.Simulation.Attacks.Mutating;
using static Witan.Simulation.Attacks.Mutating.Layout;
using static Witan.Simulation.Attacks.Mutating.SharedLayouts;

namespace Witan.Simulation.Attacks.Streamlet.Forging;

/// <summary>The messages of Streamlet; docs/wire-format.md, section 5.6.</summary>
internal static class StreamletLayouts
{
    private const int HeightAt = 2;
    private const int DigestAt = 4;
    private const int BlockAt = 5;

    private static readonly Leaf Epoch = View with { Name = "epoch" };

    private static readonly Leaf Wall = new(FieldKind.Time, "wall", 8);

    private static readonly Layout[] Header =
        [Epoch, new Leaf(FieldKind.Number, "length", 8), Slot("height"), Hash("node"), Hash("block")];

    private static readonly Sequence Vote = new(Epoch, Hash("node"));

    private static readonly Sequence Notarization = new([.. Header, Certificate(Vote)]);

    private static readonly Sequence Node = new([.. Header, OptionalBlock, new Optional(Notarization)]);

    private static readonly Signed Proposal = new(StreamletMessageType.Proposal, Node)
    {
        Text = static body => [.. body.Children.Take(BlockAt).SelectMany(field => field.Value)],
        Settle = SettleBlock,
    };

    private static readonly Sequence Finality = new(
        new Optional(new Sequence(Header)), new Many(new Sequence(Header)), Certificate(Vote));

    /// <summary>Of a message of this type behind its type byte; null if there is none.</summary>
    public static Layout? Of(byte type) => type switch
    {
        MessageType.Decisions => Decisions(Finality),
        StreamletMessageType.Proposal => Proposal,
        StreamletMessageType.Vote => new Signed(type, Vote),
        StreamletMessageType.FetchNodes => new Sequence(Configuration, Hash("node"), Slot("height")),
        StreamletMessageType.Nodes => new Sequence(Configuration, new Many(Node)),
        StreamletMessageType.Status => new Sequence(Configuration, Wall, new Optional(Notarization)),
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
