using Witan.Core.Contract;

namespace Witan.Protocols.Streamlet;

/// <summary>First bytes of Streamlet's journal records.</summary>
public static class StreamletRecordKind
{
    public const byte Node = RecordKind.FirstOfProtocol;
    public const byte Longest = RecordKind.FirstOfProtocol + 1;
}
