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
        Options =
        [
            new("primaryPlus", "1: primary (h + v) mod n, 0: (h - v) mod n.", 0, 0, 1),
            new("anyView", "1: commits of any view count as committed, 0: of the current one.", 1, 0, 1),
            new("countsLost", "1: who was silent for a height counts as lost (the published rule).", 0, 0, 1),
            new("strict", "1: never both a ChangeView from a view and a Commit in it (S7).", 0, 0, 1),
            new("blockIntervalMs", "T: the least time between blocks, in ms.", 0, 0, 3_600_000),
        ],
        Configured = Make,
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
        Authenticators =
        [
            CarriedAuthenticators.One(DbftMessageType.PrepareRequest),
            CarriedAuthenticators.One(DbftMessageType.PrepareResponse),
            CarriedAuthenticators.One(DbftMessageType.Commit),
            CarriedAuthenticators.One(DbftMessageType.ChangeView),
            CarriedAuthenticators.None(DbftMessageType.RecoveryRequest),
            CarriedAuthenticators.InMessage<RecoveryMessage>(
                DbftMessageType.RecoveryMessage,
                m => m.ChangeViews.Count + (m.Request is null ? 0 : 1) + m.Responses.Count + m.Commits.Count),
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

    private static Protocol Make(ProtocolOptions options)
    {
        bool Is(string name) => Value.Value(options, name) >= 0.5;
        return new Protocol(new DbftOptions
        {
            PrimaryRule = Is("primaryPlus") ? PrimaryRule.Plus : PrimaryRule.Minus,
            CountsCommitsOfAnyView = Is("anyView"),
            CountsLost = Is("countsLost"),
            IsStrict = Is("strict"),
            BlockInterval = TimeSpan.FromMilliseconds(Value.Value(options, "blockIntervalMs")),
        });
    }
}
