using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Pbft;

/// <summary>PBFT's bytes. The layout of each message stands in its own file.</summary>
public sealed class PbftCodec : IProtocolCodec
{
    public bool IsStatement(byte type) => type is >= PbftMessageType.PrePrepare and <= PbftMessageType.NewView;

    public Statement? ReadStatement(
        byte type, ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader) => type switch
    {
        PbftMessageType.PrePrepare => PrePrepare.Read(configuration, sender, ref reader),
        PbftMessageType.Prepare => Prepare.Read(configuration, sender, ref reader),
        PbftMessageType.Commit => Commit.Read(configuration, sender, ref reader),
        PbftMessageType.ViewChange => ViewChange.Read(configuration, sender, ref reader),
        PbftMessageType.NewView => NewView.Read(configuration, sender, ref reader),
        _ => null,
    };

    public Message? ReadMessage(byte type, ref CanonicalReader reader) =>
        type == PbftMessageType.Status ? Status.Read(ref reader) : null;

    public OrderingCertificate? ReadCertificate(ref CanonicalReader reader) => CommitCertificate.Read(ref reader);

    public Record? ReadRecord(byte kind, ref CanonicalReader reader) => kind switch
    {
        PbftRecordKind.Prepared => PreparedRecord.Read(ref reader),
        PbftRecordKind.NewView => NewViewRecord.Read(ref reader),
        PbftRecordKind.Block => BlockRecord.Read(ref reader),
        _ => null,
    };
}
