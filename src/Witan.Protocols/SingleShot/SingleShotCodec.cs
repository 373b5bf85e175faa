using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.SingleShot;

/// <summary>The bytes of single-shot PBFT. The layout of each message stands in its own file.</summary>
public sealed class SingleShotCodec : IProtocolCodec
{
    public bool IsStatement(byte type) => type is >= SingleShotMessageType.NewLeader and <= SingleShotMessageType.Wish;

    public Statement? ReadStatement(
        byte type, ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader) => type switch
    {
        SingleShotMessageType.NewLeader => NewLeader.Read(configuration, sender, ref reader),
        SingleShotMessageType.Propose => Propose.Read(configuration, sender, ref reader),
        SingleShotMessageType.Prepared => Prepared.Read(configuration, sender, ref reader),
        SingleShotMessageType.Committed => Committed.Read(configuration, sender, ref reader),
        SingleShotMessageType.Wish => Wish.Read(configuration, sender, ref reader),
        _ => null,
    };

    public Message? ReadMessage(byte type, ref CanonicalReader reader) =>
        type == SingleShotMessageType.Decision ? Decision.Read(ref reader) : null;

    public OrderingCertificate? ReadCertificate(ref CanonicalReader reader) => CommitCertificate.Read(ref reader);

    public Record? ReadRecord(byte kind, ref CanonicalReader reader) => kind switch
    {
        SingleShotRecordKind.View => ViewRecord.Read(ref reader),
        SingleShotRecordKind.Value => ValueRecord.Read(ref reader),
        SingleShotRecordKind.Prepared => PreparedRecord.Read(ref reader),
        SingleShotRecordKind.Decided => DecidedRecord.Read(ref reader),
        _ => null,
    };
}
