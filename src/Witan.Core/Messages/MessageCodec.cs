using Witan.Core.Blocks;
using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Evidence;
using Witan.Core.Reconfiguration;
using Witan.Core.Safety;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>
/// Decodes messages and records: shared types here, the rest by the protocol. Bytes of any kind never make it throw.
/// </summary>
public sealed class MessageCodec(IProtocolCodec protocol)
{
    public IProtocolCodec Protocol { get; } = protocol;

    /// <param name="bytes">One whole frame: type and body. The message may keep slices of it, so ownership
    /// passes.</param>
    /// <param name="rejection">Why not, if null is returned.</param>
    public Message? Decode(ReadOnlyMemory<byte> bytes, out Rejection rejection)
    {
        rejection = Rejection.Malformed;
        if (bytes.Length < 1) return null;
        var type = bytes.Span[0];
        if (type == MessageType.Bundle) return Bundle.Decode(bytes[1..]);
        if (type == MessageType.Reply) return Reply.Decode(bytes[1..]);
        var reader = new CanonicalReader(bytes.Span[1..]);
        var message = ReadMessage(type, ref reader);
        if (message is null && !reader.Failed) rejection = Rejection.UnknownType;
        return reader.Complete ? message : null;
    }

    /// <summary>Reads a signed statement that another message nests: type, then as on its own.</summary>
    public SignedStatement? ReadNested(ref CanonicalReader reader) => ReadSigned(reader.U8(), ref reader);

    /// <summary>
    /// Decodes a record of the journal; null for bytes that are none, which recovery treats as damage.
    /// </summary>
    public Record? DecodeRecord(byte kind, ReadOnlySpan<byte> body)
    {
        var reader = new CanonicalReader(body);
        Record? record = kind switch
        {
            RecordKind.Genesis => GenesisRecord.Read(ref reader),
            RecordKind.Promise => ReadPromise(ref reader),
            RecordKind.Body => BodyRecord.Read(ref reader),
            RecordKind.Decision => DecisionRecord.Read(ref reader, Protocol),
            RecordKind.StableCheckpoint => StableCheckpointRecord.Read(ref reader),
            RecordKind.Evidence => EvidenceRecord.Read(ref reader, this),
            RecordKind.Step => StepRecord.Read(ref reader),
            >= RecordKind.FirstOfProtocol => Protocol.ReadRecord(kind, ref reader),
            _ => null,
        };
        return reader.Complete ? record : null;
    }

    private Message? ReadMessage(byte type, ref CanonicalReader reader) => type switch
    {
        MessageType.StateVote => ReadSigned(type, ref reader),
        MessageType.Refusal => Refusal.Read(ref reader),
        MessageType.Confirm => Confirm.Read(ref reader),
        MessageType.ConfirmAnswer => ReadSigned(type, ref reader),
        MessageType.Read => ReadRequest.Read(ref reader),
        MessageType.ReadAnswer => ReadAnswer.Read(ref reader),
        MessageType.StatusQuery => StatusQuery.Read(ref reader),
        MessageType.StatusAnswer => StatusAnswer.Read(ref reader),
        MessageType.FetchSteps => FetchSteps.Read(ref reader),
        MessageType.Steps => Steps.Read(ref reader),
        MessageType.Rejoin => ReadSigned(type, ref reader),
        MessageType.FetchBodies => FetchBodies.Read(ref reader),
        MessageType.Bodies => Bodies.Read(ref reader),
        MessageType.FetchDecisions => FetchDecisions.Read(ref reader),
        MessageType.Decisions => Decisions.Read(ref reader, Protocol),
        MessageType.FetchManifest => FetchManifest.Read(ref reader),
        MessageType.Manifest => Manifest.Read(ref reader),
        MessageType.FetchRange => FetchRange.Read(ref reader),
        MessageType.RangeChunk => RangeChunk.Read(ref reader),
        MessageType.Progress => Progress.Read(ref reader),
        MessageType.Checkpoint => Checkpoint.Read(ref reader),
        MessageType.FetchEvidence => FetchEvidence.Read(ref reader),
        MessageType.EvidenceAnswer => EvidenceAnswer.Read(ref reader, this),
        >= MessageType.FirstOfProtocol when Protocol.IsStatement(type) => ReadSigned(type, ref reader),
        >= MessageType.FirstOfProtocol => Protocol.ReadMessage(type, ref reader),
        _ => null,
    };

    private SignedStatement? ReadSigned(byte type, ref CanonicalReader reader)
    {
        var statement = ReadStatement(type, ref reader);
        var signature = reader.Signature();
        return reader.Failed || statement is null ? null : new SignedStatement(statement, signature);
    }

    private PromiseRecord? ReadPromise(ref CanonicalReader reader)
    {
        var statement = ReadStatement(reader.U8(), ref reader);
        return statement is null ? null : new PromiseRecord(statement);
    }

    private Statement? ReadStatement(byte type, ref CanonicalReader reader)
    {
        var configuration = reader.Configuration();
        var sender = reader.Replica();
        return type switch
        {
            MessageType.StateVote => StateVote.Read(configuration, sender, ref reader),
            MessageType.ConfirmAnswer => ConfirmAnswer.Read(configuration, sender, ref reader),
            MessageType.Rejoin => Rejoin.Read(configuration, sender, ref reader),
            >= MessageType.FirstOfProtocol => Protocol.ReadStatement(type, configuration, sender, ref reader),
            _ => null,
        };
    }
}
