using Witan.Core.Messages;

namespace Witan.Protocols.Streamlet;

/// <summary>First bytes of Streamlet's messages.</summary>
public static class StreamletMessageType
{
    public const byte Proposal = MessageType.FirstOfProtocol;
    public const byte Vote = MessageType.FirstOfProtocol + 1;
    public const byte FetchNodes = MessageType.FirstOfProtocol + 2;
    public const byte Nodes = MessageType.FirstOfProtocol + 3;
    public const byte Status = MessageType.FirstOfProtocol + 4;
}
