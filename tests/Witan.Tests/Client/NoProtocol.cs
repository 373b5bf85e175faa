using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Tests.Client;

/// <summary>A client reads no protocol's messages.</summary>
internal sealed class NoProtocol : IProtocolCodec
{
    public bool IsStatement(byte type) => false;

    public Statement? ReadStatement(
        byte type, ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader) => null;

    public Message? ReadMessage(byte type, ref CanonicalReader reader) => null;

    public OrderingCertificate? ReadCertificate(ref CanonicalReader reader) => null;

    public Record? ReadRecord(byte kind, ref CanonicalReader reader) => null;
}
