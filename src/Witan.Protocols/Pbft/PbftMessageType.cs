using Witan.Core.Messages;

namespace Witan.Protocols.Pbft;

/// <summary>First bytes of PBFT's messages.</summary>
public static class PbftMessageType
{
    public const byte PrePrepare = MessageType.FirstOfProtocol;
    public const byte Prepare = MessageType.FirstOfProtocol + 1;
    public const byte Commit = MessageType.FirstOfProtocol + 2;
    public const byte ViewChange = MessageType.FirstOfProtocol + 3;
    public const byte NewView = MessageType.FirstOfProtocol + 4;
    public const byte Status = MessageType.FirstOfProtocol + 5;
}
