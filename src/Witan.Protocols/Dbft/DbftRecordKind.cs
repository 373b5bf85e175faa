using Witan.Core.Contract;

namespace Witan.Protocols.Dbft;

/// <summary>First bytes of dBFT's own records; its promises are shared ones.</summary>
public static class DbftRecordKind
{
    public const byte ConsensusState = RecordKind.FirstOfProtocol;
}
