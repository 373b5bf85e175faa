using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.HotStuff;

/// <summary>HotStuff's bytes. The layout of each message stands in its own file.</summary>
/// <param name="mode">What shows a decision differs between the modes; the messages do not.</param>
public sealed class HotStuffCodec(HotStuffMode mode) : IProtocolCodec
{
    public bool IsStatement(byte type) => type is >= HotStuffMessageType.Proposal and <= HotStuffMessageType.Timeout;

    public Statement? ReadStatement(
        byte type, ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader) => type switch
    {
        HotStuffMessageType.Proposal => Proposal.Read(configuration, sender, ref reader),
        HotStuffMessageType.VoteGeneric => VoteGeneric.Read(configuration, sender, ref reader),
        HotStuffMessageType.VotePrepare => VotePrepare.Read(configuration, sender, ref reader),
        HotStuffMessageType.VotePreCommit => VotePreCommit.Read(configuration, sender, ref reader),
        HotStuffMessageType.VoteCommit => VoteCommit.Read(configuration, sender, ref reader),
        HotStuffMessageType.Timeout => Timeout.Read(configuration, sender, ref reader),
        _ => null,
    };

    public Message? ReadMessage(byte type, ref CanonicalReader reader) => type switch
    {
        HotStuffMessageType.NewView => NewView.Read(ref reader),
        HotStuffMessageType.Phase => Phase.Read(ref reader),
        HotStuffMessageType.FetchNodes => FetchNodes.Read(ref reader),
        HotStuffMessageType.Nodes => Nodes.Read(ref reader),
        _ => null,
    };

    public OrderingCertificate? ReadCertificate(ref CanonicalReader reader) =>
        CommitCertificate.Read(mode, ref reader);

    public Record? ReadRecord(byte kind, ref CanonicalReader reader) => kind switch
    {
        HotStuffRecordKind.Node => NodeRecord.Read(ref reader),
        HotStuffRecordKind.Safety => SafetyRecord.Read(ref reader),
        _ => null,
    };
}
