using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.TestKit.Storage;

/// <summary>A protocol that knows nothing but <see cref="NumberRecord"/>.</summary>
public sealed class NumberCodec : IProtocolCodec
{
    public Statement? ReadStatement(
        byte type, ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader) => null;

    public Message? ReadMessage(byte type, ref CanonicalReader reader) => null;

    public bool IsStatement(byte type) => false;

    public OrderingCertificate? ReadCertificate(ref CanonicalReader reader) => null;

    public Record? ReadRecord(byte kind, ref CanonicalReader reader) =>
        kind == NumberRecord.RecordKindNumber ? NumberRecord.Read(ref reader) : null;
}
