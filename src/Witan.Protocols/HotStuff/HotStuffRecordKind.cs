using Witan.Core.Contract;

namespace Witan.Protocols.HotStuff;

/// <summary>First bytes of HotStuff's journal records.</summary>
public static class HotStuffRecordKind
{
    public const byte Node = RecordKind.FirstOfProtocol;
    public const byte Safety = RecordKind.FirstOfProtocol + 1;
}
