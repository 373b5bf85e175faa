using Witan.Core.Messages;

namespace Witan.Protocols.HotStuff;

/// <summary>First bytes of HotStuff's messages.</summary>
public static class HotStuffMessageType
{
    public const byte Proposal = MessageType.FirstOfProtocol;
    public const byte VoteGeneric = MessageType.FirstOfProtocol + 1;
    public const byte VotePrepare = MessageType.FirstOfProtocol + 2;
    public const byte VotePreCommit = MessageType.FirstOfProtocol + 3;
    public const byte VoteCommit = MessageType.FirstOfProtocol + 4;
    public const byte Timeout = MessageType.FirstOfProtocol + 5;
    public const byte NewView = MessageType.FirstOfProtocol + 6;
    public const byte Phase = MessageType.FirstOfProtocol + 7;
    public const byte FetchNodes = MessageType.FirstOfProtocol + 8;
    public const byte Nodes = MessageType.FirstOfProtocol + 9;
}
