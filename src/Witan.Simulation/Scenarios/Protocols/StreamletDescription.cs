using Witan.Core.Messages;
using Witan.Protocols.Streamlet;
using Streamlet = Witan.Protocols.Streamlet;

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
        Authenticators =
        [
            CarriedAuthenticators.InStatement<Proposal>(
                StreamletMessageType.Proposal, p => CarriedAuthenticators.Certificate(p.Node.Justify)),
            CarriedAuthenticators.One(StreamletMessageType.Vote),
            CarriedAuthenticators.None(StreamletMessageType.FetchNodes),
            CarriedAuthenticators.InMessage<Streamlet.Nodes>(
                StreamletMessageType.Nodes, n => n.Items.Sum(i => CarriedAuthenticators.Certificate(i.Justify))),
            CarriedAuthenticators.InMessage<Status>(
                StreamletMessageType.Status, s => CarriedAuthenticators.Certificate(s.Longest), isPeriodic: true),
        ],
        // Clocks are read from messages that are as old as their way is long: the bound on skew has to be above that.
        ForDelay = delay => new Protocol(new StreamletOptions { Delta = delay, SkewBound = delay }),
        // Whoever is further off reads the middle of the clocks that it hears, and a liar whom only some hear splits
        // these middles: by half of how far the clocks differ.
        SkewBesideLiar = new StreamletOptions().SkewBound,
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
