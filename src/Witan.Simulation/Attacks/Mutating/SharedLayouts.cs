using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Crypto;
using static Witan.Simulation.Attacks.Mutating.Layout;

namespace Witan.Simulation.Attacks.Mutating;

/// <summary>
/// The messages that every protocol has, as far as replicas send them; docs/wire-format.md, section 5.
/// </summary>
internal static class SharedLayouts
{
    public static readonly Leaf Configuration = new(FieldKind.Configuration, "configuration", 8);
    public static readonly Leaf Sender = new(FieldKind.Member, "sender", 4);
    public static readonly Leaf Signature = Unchanged(Primitives.Signature.Size);

    public static readonly Leaf View = new(FieldKind.View, "view", 8);

    private static readonly Leaf Time = new(FieldKind.Time, "time", 8);
    private static readonly Blob Bytes = new();

    private static readonly Sequence Session = new(Hash("client"), Number("incarnation", 8));

    private static readonly Sequence Commitment = new(
        Hash("cluster"), Configuration, Slot("height"), Hash("commitment"), Hash("chain"), Time, Hash("state"),
        Hash("results"), Hash("changes"), Hash("extensions"), Hash("nextConfiguration"));

    private static readonly Signed StateVote = new(MessageType.StateVote, Commitment);

    private static readonly Sequence TypedStateVote = new(Unchanged(1), StateVote);

    private static readonly Sequence StateCertificate = Certificate(Commitment);

    private static readonly Sequence Bundle = new(
        Session, Number("first", 8), Number("acknowledgedBelow", 8), new Many(Bytes), Signature);

    private static readonly Signed Rejoin = new(MessageType.Rejoin, Hash("loss"));

    public static readonly Sequence Block = new(
        Slot("height"), Time, new Many(new Sequence(Number("kind", 1), Hash("content"), Number("length", 4))));

    private static readonly Many Contents = new(new Tagged(Number("kind", 1), kind => kind switch
    {
        Reference.Bundle => new Sized(Bundle),
        Reference.Rejoin => new Sized(Rejoin),
        _ => null,
    }));

    private static readonly Sequence EvidenceKey = new(Member("member"), Number("type", 1), Configuration);

    private static readonly Sequence NextConfiguration = new(
        Configuration, Number("f", 4), Number("mode", 4), Bytes,
        Number("interval", 4), Number("window", 4), Number("inFlight", 4), Number("requests", 4), Number("bytes", 4),
        Number("ahead", 8), Number("sessionWindow", 4), Number("sessions", 4), Number("results", 4), Number("key", 4),
        new Many(new Sequence(
            Member("member"), Bytes, Hash("key"), Hash("pin"), Bytes, Number("weight", 4))));

    /// <summary>Of a message of this type behind its type byte; null if replicas send none of it.</summary>
    public static Layout? Of(byte type, Func<byte, Layout?> ofProtocol) => type switch
    {
        MessageType.Bundle => Bundle,
        MessageType.Refusal => new Sequence(Session, Number("first", 8), Number("reason", 1)),
        // A reply ends with the proof, which is a tree.
        MessageType.Reply => new Sequence(
            Session, new Many(Commitment), TypedStateVote,
            new Many(new Sequence(Number("number", 8), Hash("request"), Bytes)), new Rest()),
        MessageType.ConfirmAnswer =>
            new Signed(type, new Sequence(Hash("nonce"), TypedStateVote)) { Text = TextOfConfirm },
        MessageType.ReadAnswer => new Sequence(
            Number("id", 8),
            new Tagged(Number("outcome", 1), outcome => outcome == (byte)ReadOutcome.Proved
                ? new Sequence(StateCertificate, Bytes) : null)),
        MessageType.StatusAnswer => new Sequence(
            Number("id", 8), Member("replica"), Configuration, View, Member("leader"), Bytes, Slot("executed"),
            Slot("stable"), Slot("highestSeen"), Bytes, new Many(new Sequence(Bytes, Number("counter", 8)))),
        MessageType.FetchSteps => Configuration,
        MessageType.Steps => new Many(new Sequence(StateCertificate, NextConfiguration)),
        MessageType.StateVote => StateVote,
        MessageType.FetchBodies => new Sequence(new Many(Hash("block")), new Many(Hash("content"))),
        MessageType.Bodies => new Sequence(new Many(Block), Contents),
        MessageType.FetchDecisions => Slot("height"),
        MessageType.Decisions => ofProtocol(type),
        MessageType.FetchManifest => Slot("height"),
        MessageType.Manifest => new Sequence(StateCertificate, new Many(new Sequence(Bytes, Hash("root")))),
        MessageType.FetchRange => new Sequence(Slot("height"), Bytes, Bytes),
        MessageType.RangeChunk => new Sequence(Slot("height"), Bytes, Bytes, new Optional(Bytes), Bytes),
        MessageType.Progress => new Sequence(Slot("executed"), Slot("stable"), new Many(EvidenceKey)),
        MessageType.FetchEvidence => EvidenceKey,
        MessageType.EvidenceAnswer => new Sequence(Statement(ofProtocol), Statement(ofProtocol)),
        MessageType.Rejoin => Rejoin,
        MessageType.Checkpoint => StateCertificate,
        >= MessageType.FirstOfProtocol => ofProtocol(type),
        _ => null,
    };

    public static Leaf Slot(string name) => new(FieldKind.Height, name, 8);

    public static Leaf Hash(string name) => new(FieldKind.Digest, name, Primitives.Digest.Size);

    public static Optional OptionalBlock { get; } = new(Block);

    /// <summary>Scheme, configuration, mode, statement, signers.</summary>
    public static Sequence Certificate(Layout body) => new(
        Unchanged(1), Configuration, Number("mode", 4), body,
        new Many(new Sequence(Member("signer"), Signature)));

    public static Optional OptionalStateCertificate { get; } = new(StateCertificate);

    public static Sequence Decisions(Layout certificate) => new(new Many(new Sequence(Block, certificate)), Contents);

    private static Leaf Number(string name, int size) => new(FieldKind.Number, name, size);

    private static Leaf Member(string name) => new(FieldKind.Member, name, 4);

    private static Leaf Unchanged(int size) => new(FieldKind.Fixed, string.Empty, size);

    private static Tagged Statement(Func<byte, Layout?> ofProtocol) =>
        new(Unchanged(1), type => Of(type, ofProtocol) as Signed);

    /// <summary>The nonce, and of the vote the digest of what it is about.</summary>
    private static byte[] TextOfConfirm(FieldNode body)
    {
        var vote = body.Children[1].Children[1];
        return [.. body.Children[0].Value, .. Sha256.Hash(vote.Children[FieldNode.BodyAt].Encode()).ToArray()];
    }
}
