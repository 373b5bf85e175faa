using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>Reads what a protocol writes. Never throws; a fault fails the reader.</summary>
public interface IProtocolCodec
{
    /// <summary>
    /// A statement of a type from <see cref="MessageType.FirstOfProtocol"/>; null for a type it does not know.
    /// </summary>
    Statement? ReadStatement(
        byte type, ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader);

    /// <summary>A message that is no signed statement; null for a type it does not know.</summary>
    Message? ReadMessage(byte type, ref CanonicalReader reader);

    /// <summary>Whether messages of this type are signed statements.</summary>
    bool IsStatement(byte type);

    OrderingCertificate? ReadCertificate(ref CanonicalReader reader);

    /// <summary>
    /// A record of a kind from <see cref="RecordKind.FirstOfProtocol"/>; null for a kind it does not know.
    /// </summary>
    Record? ReadRecord(byte kind, ref CanonicalReader reader);
}
