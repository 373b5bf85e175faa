using Witan.Core.Contract;

namespace Witan.Protocols.Pbft;

/// <summary>First bytes of PBFT's journal records.</summary>
public static class PbftRecordKind
{
    public const byte Prepared = RecordKind.FirstOfProtocol;
    public const byte NewView = RecordKind.FirstOfProtocol + 1;
    public const byte Block = RecordKind.FirstOfProtocol + 2;
}
