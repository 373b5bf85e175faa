using Witan.Core.Messages;

namespace Witan.Protocols.SingleShot;

/// <summary>First bytes of the messages of single-shot PBFT.</summary>
public static class SingleShotMessageType
{
    public const byte NewLeader = MessageType.FirstOfProtocol;
    public const byte Propose = MessageType.FirstOfProtocol + 1;
    public const byte Prepared = MessageType.FirstOfProtocol + 2;
    public const byte Committed = MessageType.FirstOfProtocol + 3;
    public const byte Wish = MessageType.FirstOfProtocol + 4;
    public const byte Decision = MessageType.FirstOfProtocol + 5;
}
