using Witan.Core.Messages;
using Witan.Protocols.SingleShot;

namespace Witan.Simulation.Scenarios;

/// <summary>What a file may say about single-shot PBFT, chained.</summary>
public static class SingleShotDescription
{
    public static ProtocolDescription Value { get; } = new()
    {
        Name = "singleshot",
        Messages =
        [
            .. SharedMessages.All,
            new("NewLeader", [SingleShotMessageType.NewLeader]),
            new("Propose", [SingleShotMessageType.Propose]),
            new("Prepared", [SingleShotMessageType.Prepared]),
            new("Committed", [SingleShotMessageType.Committed]),
            new("Wish", [SingleShotMessageType.Wish]),
        ],
        EvidenceKinds =
        [
            new("DOUBLE_PROPOSAL", [SingleShotMessageType.Propose]),
            new("DOUBLE_VOTE", [SingleShotMessageType.Prepared, SingleShotMessageType.Committed]),
            new("DOUBLE_STATE", [MessageType.StateVote]),
            new("DOUBLE_NEW_LEADER", [SingleShotMessageType.NewLeader]),
            new("Propose", [SingleShotMessageType.Propose]),
            new("Prepared", [SingleShotMessageType.Prepared]),
            new("Committed", [SingleShotMessageType.Committed]),
            new("NewLeader", [SingleShotMessageType.NewLeader]),
            new("StateVote", [MessageType.StateVote]),
        ],
    };
}
