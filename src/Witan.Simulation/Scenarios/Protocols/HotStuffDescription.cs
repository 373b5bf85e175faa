using Witan.Core.Messages;
using Witan.Protocols.HotStuff;

namespace Witan.Simulation.Scenarios;

/// <summary>What a file may say about the protocols of the HotStuff family: the same of each.</summary>
public static class HotStuffDescription
{
    private static readonly ValueList<byte> Votes =
    [
        HotStuffMessageType.VoteGeneric, HotStuffMessageType.VotePrepare, HotStuffMessageType.VotePreCommit,
        HotStuffMessageType.VoteCommit,
    ];

    /// <summary>Chains of three, chains of two, and four phases in one view.</summary>
    public static IReadOnlyList<ProtocolDescription> All { get; } =
        [Of("hotstuff"), Of("hotstuff-2chain"), Of("hotstuff-basic")];

    private static ProtocolDescription Of(string name) => new()
    {
        Name = name,
        Messages =
        [
            .. SharedMessages.All,
            new("Proposal", [HotStuffMessageType.Proposal]),
            new("VoteGeneric", [HotStuffMessageType.VoteGeneric]),
            new("VotePrepare", [HotStuffMessageType.VotePrepare]),
            new("VotePreCommit", [HotStuffMessageType.VotePreCommit]),
            new("VoteCommit", [HotStuffMessageType.VoteCommit]),
            new("Vote", Votes),
            new("Timeout", [HotStuffMessageType.Timeout]),
            new("NewView", [HotStuffMessageType.NewView]),
            new("Phase", [HotStuffMessageType.Phase]),
            new("FetchNodes", [HotStuffMessageType.FetchNodes]),
            new("Nodes", [HotStuffMessageType.Nodes]),
        ],
        EvidenceKinds =
        [
            new("DOUBLE_PROPOSAL", [HotStuffMessageType.Proposal]),
            new("DOUBLE_VOTE", Votes),
            new("DOUBLE_STATE", [MessageType.StateVote]),
            new("Proposal", [HotStuffMessageType.Proposal]),
            new("Vote", Votes),
            new("StateVote", [MessageType.StateVote]),
        ],
    };
}
