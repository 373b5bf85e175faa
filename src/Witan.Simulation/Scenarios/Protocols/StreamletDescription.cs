using Witan.Core.Messages;
using Witan.Protocols.Streamlet;

namespace Witan.Simulation.Scenarios;

/// <summary>What a file may say about Streamlet.</summary>
public static class StreamletDescription
{
    public static ProtocolDescription Value { get; } = new()
    {
        Name = "streamlet",
        Options = [new("leaders", "Who leads: 0 by hash, 1 in turns, 2 the first member for ever.", 0, 0, 2)],
        Configured = Make,
        Messages =
        [
            .. SharedMessages.All,
            new("Proposal", [StreamletMessageType.Proposal]),
            new("Vote", [StreamletMessageType.Vote]),
            new("FetchNodes", [StreamletMessageType.FetchNodes]),
            new("Nodes", [StreamletMessageType.Nodes]),
            new("Status", [StreamletMessageType.Status]),
        ],
        EvidenceKinds =
        [
            new("DOUBLE_PROPOSAL", [StreamletMessageType.Proposal]),
            new("DOUBLE_VOTE", [StreamletMessageType.Vote]),
            new("DOUBLE_STATE", [MessageType.StateVote]),
            new("Proposal", [StreamletMessageType.Proposal]),
            new("Vote", [StreamletMessageType.Vote]),
            new("StateVote", [MessageType.StateVote]),
        ],
    };

    private static Protocol Make(ProtocolOptions options) =>
        new(new StreamletOptions { Leaders = (LeaderChoice)(int)Value.Value(options, "leaders") });
}
