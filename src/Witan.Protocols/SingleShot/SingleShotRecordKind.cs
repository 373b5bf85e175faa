using Witan.Core.Contract;

namespace Witan.Protocols.SingleShot;

/// <summary>First bytes of the journal records of single-shot PBFT.</summary>
public static class SingleShotRecordKind
{
    public const byte View = RecordKind.FirstOfProtocol;
    public const byte Value = RecordKind.FirstOfProtocol + 1;
    public const byte Prepared = RecordKind.FirstOfProtocol + 2;
    public const byte Decided = RecordKind.FirstOfProtocol + 3;
}
