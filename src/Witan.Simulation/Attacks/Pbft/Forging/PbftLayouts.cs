using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Protocols.Pbft;
using Witan.Simulation.Attacks.Mutating;
using static Witan.Simulation.Attacks.Mutating.Layout;
using static Witan.Simulation.Attacks.Mutating.SharedLayouts;

namespace Witan.Simulation.Attacks.Pbft.Forging;

/// <summary>The messages of PBFT; docs/protocols/pbft.md.</summary>
internal static class PbftLayouts
{
    private const int HeightAt = 1;
    private const int DigestAt = 2;
    private const int BlockAt = 3;

    private static readonly Sequence Vote = new(View, Slot("height"), Hash("block"));

    private static readonly Signed Proposal =
        new(PbftMessageType.PrePrepare, new Sequence(View, Slot("height"), Hash("block"), OptionalBlock))
        {
            Text = static body => [.. body.Children.Take(BlockAt).SelectMany(field => field.Value)],
            Settle = SettleBlock,
        };

    private static readonly Sequence Prepared = new(Proposal, new Optional(Certificate(Vote)));

    private static readonly Signed ViewChange = new(
        PbftMessageType.ViewChange, new Sequence(View, OptionalStateCertificate, new Many(Prepared)));

    /// <summary>Of a message of this type behind its type byte; null if there is none.</summary>
    public static Layout? Of(byte type) => type switch
    {
        MessageType.Decisions => Decisions(Certificate(Vote)),
        PbftMessageType.PrePrepare => Proposal,
        PbftMessageType.Prepare => new Signed(type, Vote),
        PbftMessageType.Commit => new Signed(type, Vote),
        PbftMessageType.ViewChange => ViewChange,
        PbftMessageType.NewView => new Signed(type, new Sequence(View, new Many(ViewChange), new Many(Proposal))),
        PbftMessageType.Status => new Sequence(
            View, View with { Name = "target" },
            new Many(new Sequence(Slot("height"), new Leaf(FieldKind.Flag, "hasProposal", 1)))),
        _ => null,
    };

    /// <summary>
    /// A proposal whose block was changed names the changed block, and one for another slot has a block for it: without
    /// that the decoder would refuse each of them before anybody judged it.
    /// </summary>
    private static void SettleBlock(FieldNode statement, FieldNode changed)
    {
        var fields = statement.Children[FieldNode.BodyAt].Children;
        if (fields[BlockAt].Children is not [var block] || changed == fields[DigestAt]) return;
        if (changed == fields[HeightAt]) block.Children[0].Value = changed.Value;
        if (changed == block.Children[0]) fields[HeightAt].Value = changed.Value;
        fields[DigestAt].Value = Sha256.Hash(block.Encode()).ToArray();
    }
}
