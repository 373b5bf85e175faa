using Witan.Core.Messages;
using Witan.Protocols.Dbft;
using Witan.Simulation.Checking.Locks;

namespace Witan.Simulation.Scenarios;

/// <summary>What a file may say about dBFT.</summary>
public static class DbftDescription
{
    public static ProtocolDescription Value { get; } = new()
    {
        Name = "dbft",
        ViewsBeginAnew = true,
        Locks = () => new DbftLockJudge(),
        Messages =
        [
            .. SharedMessages.All,
            new("PrepareRequest", [DbftMessageType.PrepareRequest]),
            new("PrepareResponse", [DbftMessageType.PrepareResponse]),
            new("Commit", [DbftMessageType.Commit]),
            new("ChangeView", [DbftMessageType.ChangeView]),
            new("RecoveryRequest", [DbftMessageType.RecoveryRequest]),
            new("RecoveryMessage", [DbftMessageType.RecoveryMessage]),
        ],
        EvidenceKinds =
        [
            new("DOUBLE_PROPOSAL", [DbftMessageType.PrepareRequest]),
            new("DOUBLE_VOTE", [DbftMessageType.PrepareResponse, DbftMessageType.Commit]),
            new("DOUBLE_STATE", [MessageType.StateVote]),
            new("DOUBLE_VIEW_CHANGE", [DbftMessageType.ChangeView]),
            new("PrepareRequest", [DbftMessageType.PrepareRequest]),
            new("PrepareResponse", [DbftMessageType.PrepareResponse]),
            new("Commit", [DbftMessageType.Commit]),
            new("StateVote", [MessageType.StateVote]),
            new("ChangeView", [DbftMessageType.ChangeView]),
        ],
    };
}
