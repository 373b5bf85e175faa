using Witan.Core.Messages;

namespace Witan.Protocols.Dbft;

/// <summary>First bytes of dBFT's messages.</summary>
public static class DbftMessageType
{
    public const byte PrepareRequest = MessageType.FirstOfProtocol;
    public const byte PrepareResponse = MessageType.FirstOfProtocol + 1;
    public const byte Commit = MessageType.FirstOfProtocol + 2;
    public const byte ChangeView = MessageType.FirstOfProtocol + 3;
    public const byte RecoveryRequest = MessageType.FirstOfProtocol + 4;
    public const byte RecoveryMessage = MessageType.FirstOfProtocol + 5;
}
