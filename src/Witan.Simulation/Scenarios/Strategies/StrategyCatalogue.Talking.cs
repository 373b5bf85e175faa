namespace Witan.Simulation.Scenarios;

/// <summary>What a replica does with messages, whatever they mean.</summary>
public static partial class StrategyCatalogue
{
    private static ValueList<Strategy> Talking =>
    [
        new("A07", "Replay", "Records what it receives and sends and sends it again later.",
            [
                EveryMs(50),
                StrategyArg.Count("kept", 256, 1, 100_000, "Messages recorded; the oldest make room."),
                StrategyArg.Choice("change", ["none", "slot", "session", "cluster"],
                    "Unchanged; with the height or the session replaced and the old signature kept; or signed for "
                        + "another cluster."),
                Victims("To whom; null: each time to one replica at random."),
            ],
            Everywhere, ""),
        new("A17", "PartialAuth",
            "What it signs holds for some receivers only: the victims get it with a spoilt signature. Here signatures "
                + "stand where the literature has vectors of authenticators, so victims must refuse and nobody else is "
                + "harmed.",
            [
                StrategyArg.Choice("what", ["all", "statements", "bundles"],
                    "Its own statements, or the bundles that it relays (a client's part in the attack)."),
                Victims("Who gets it spoilt; null: all but the leader."),
            ],
            Everywhere, ""),
        new("A18", "Flood", "Sends far more than it has to say.",
            [
                StrategyArg.Choice("what",
                    ["bundles", "badSignatures", "status", "fetches", "proposals", "viewChanges"],
                    "Bundles of a client key that nobody knows; its own votes with bad signatures; requests for "
                        + "status; requests for bodies; proposals out of turn; view changes. The last two need a "
                        + "protocol that has them."),
                StrategyArg.Count("perSecond", 1_000, 1, 1_000_000, "Messages in a second of virtual time, over all "
                    + "victims."),
                StrategyArg.Count("bytes", 1_024, 1, 1_048_576, "Size of each bundle."),
                Victims("To whom; null: to all replicas."),
            ],
            Everywhere, ""),
        new("A19", "Malformed", "Follows messages of its own with bytes that are none.",
            [
                StrategyArg.Choice("form", ["any", "random", "truncated", "overLength", "counts", "unknownType"],
                    "One of the others at random; random bytes; a message cut short; a length above its limit; a count "
                        + "above what follows; a type that nobody knows."),
                StrategyArg.Fraction("share", 0.1, 0, 1, "Of its messages that are followed by such bytes."),
                Victims("To whom; null: to whom the message went."),
            ],
            Everywhere, ""),
        new("A20", "NonCanonical", "Sends what it says in other bytes with the same meaning.",
            [
                StrategyArg.Choice("form", ["any", "trailing", "order", "largeS", "point"],
                    "One of the others at random; a byte behind the end; sets out of order; S + L in a signature; a "
                        + "non-canonical point."),
                StrategyArg.Fraction("share", 1, 0, 1, "Of its messages that can be written so."),
                Victims("To whom; null: to all."),
            ],
            Everywhere, ""),
        new("A21", "SelectiveSend", "Talks to a few only; the others never hear it.",
            [
                StrategyArg.Choice("count", ["quorum", "weak", "one"],
                    "How many, itself included, if to is null: a quorum, a weak quorum, or one other."),
                StrategyArg.Nodes("to", "To whom; null: by count, the lowest replicas first. Clients hear it if they "
                    + "are listed or if to is null."),
            ],
            Everywhere, ""),
        new("A22", "ImpersonateClient", "Uses a client's bundles, or its key.",
            [
                StrategyArg.Client("client", "Whose."),
                StrategyArg.Choice("form", ["replay", "reorder", "alter", "secondDevice"],
                    "Sends old bundles again; sends recorded ones latest first; changes a request under the old "
                        + "signature; or holds a copy of the key and signs other requests with the client's numbers."),
                EveryMs(50),
            ],
            Everywhere, ""),
        new("A24", "SpoofSender", "Names another member as sender of what it signs with its own key.",
            [
                StrategyArg.Replica("name", "Whom; null: the leader, or the next replica if it leads itself."),
                StrategyArg.Flag("also", true, "Whether the honest message goes out too."),
            ],
            Everywhere, ""),
    ];
}
