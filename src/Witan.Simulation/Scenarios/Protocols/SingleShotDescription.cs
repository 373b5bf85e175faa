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
        Authenticators =
        [
            CarriedAuthenticators.InStatement<NewLeader>(
                SingleShotMessageType.NewLeader, m => CarriedAuthenticators.Certificate(m.Certificate)),
            CarriedAuthenticators.InStatement<Propose>(
                SingleShotMessageType.Propose,
                m => (m.Justification?.Claims.Count ?? 0)
                    + CarriedAuthenticators.Certificate(m.Justification?.Highest)),
            CarriedAuthenticators.One(SingleShotMessageType.Prepared),
            CarriedAuthenticators.One(SingleShotMessageType.Committed),
            CarriedAuthenticators.One(SingleShotMessageType.Wish),
            CarriedAuthenticators.InMessage<Decision>(SingleShotMessageType.Decision, _ => 1),
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
