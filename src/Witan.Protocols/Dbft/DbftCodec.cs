using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Dbft;

/// <summary>dBFT's bytes. The layout of each message stands in its own file.</summary>
public sealed class DbftCodec : IProtocolCodec
{
    public bool IsStatement(byte type) => type is >= DbftMessageType.PrepareRequest and <= DbftMessageType.ChangeView;

    public Statement? ReadStatement(
        byte type, ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader) => type switch
    {
        DbftMessageType.PrepareRequest => PrepareRequest.Read(configuration, sender, ref reader),
        DbftMessageType.PrepareResponse => PrepareResponse.Read(configuration, sender, ref reader),
        DbftMessageType.Commit => Commit.Read(configuration, sender, ref reader),
        DbftMessageType.ChangeView => ChangeView.Read(configuration, sender, ref reader),
        _ => null,
    };

    public Message? ReadMessage(byte type, ref CanonicalReader reader) => type switch
    {
        DbftMessageType.RecoveryRequest => RecoveryRequest.Read(ref reader),
        DbftMessageType.RecoveryMessage => RecoveryMessage.Read(ref reader),
        _ => null,
    };

    public OrderingCertificate? ReadCertificate(ref CanonicalReader reader) => CommitCertificate.Read(ref reader);

    public Record? ReadRecord(byte kind, ref CanonicalReader reader) =>
        kind == DbftRecordKind.ConsensusState ? ConsensusStateRecord.Read(ref reader) : null;
}
