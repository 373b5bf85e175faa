using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Streamlet;

/// <summary>Streamlet's bytes. The layout of each message stands in its own file.</summary>
public sealed class StreamletCodec : IProtocolCodec
{
    public bool IsStatement(byte type) => type is StreamletMessageType.Proposal or StreamletMessageType.Vote;

    public Statement? ReadStatement(
        byte type, ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader) => type switch
    {
        StreamletMessageType.Proposal => Proposal.Read(configuration, sender, ref reader),
        StreamletMessageType.Vote => Vote.Read(configuration, sender, ref reader),
        _ => null,
    };

    public Message? ReadMessage(byte type, ref CanonicalReader reader) => type switch
    {
        StreamletMessageType.FetchNodes => FetchNodes.Read(ref reader),
        StreamletMessageType.Nodes => Nodes.Read(ref reader),
        StreamletMessageType.Status => Status.Read(ref reader),
        _ => null,
    };

    public OrderingCertificate? ReadCertificate(ref CanonicalReader reader) => FinalityCertificate.Read(ref reader);

    public Record? ReadRecord(byte kind, ref CanonicalReader reader) => kind switch
    {
        StreamletRecordKind.Node => NodeRecord.Read(ref reader),
        StreamletRecordKind.Longest => LongestRecord.Read(ref reader),
        _ => null,
    };
}
