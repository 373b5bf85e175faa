namespace Witan.Simulation.Scenarios;

/// <summary>What a leader does with its turn.</summary>
public static partial class StrategyCatalogue
{
    private static ValueList<Strategy> Proposing =>
    [
        new("A01", "EquivocateProposal",
            "As leader signs two proposals for the same slot and view and shows one to the victims, the other to the "
                + "rest.",
            [
                StrategyArg.Choice("content", ["requests", "order", "time"],
                    "How they differ: the second lacks the last request (or is empty), has the requests in another "
                        + "order, or the same requests under another block time and so another digest."),
                StrategyArg.Choice("split", ["half", "one"],
                    "Who is a victim if victims is null: the upper half of the other replicas, or only the last of "
                        + "them."),
                Victims("Who gets the second proposal; null: by split."),
                StrategyArg.Count("times", null, 1, 1_000_000, "In how many slots; null: in all."),
            ],
            [.. Pbft, .. HotStuff, .. Dbft, .. Streamlet], NotWritten),
        new("A11", "BadNewView", "As leader of a new view opens it wrongly.",
            [
                StrategyArg.Choice("form", ["ignorePrepared", "perRecipient", "none"],
                    "Proposes the null block where a block had prepared; sends the victims another NEW-VIEW, made from "
                        + "another set of VIEW-CHANGEs; or sends none."),
                Victims("Of perRecipient; null: the upper half of the other replicas."),
            ],
            [.. Pbft, .. HotStuff, .. Streamlet], NotWritten),
        new("A15", "SlowLeader", "As leader holds every proposal back until just before the others suspect it.",
            [
                StrategyArg.Fraction("factor", 0.95, 0, 2,
                    "Proposes when the oldest request has waited this share of requestTimeoutMs; above 1 it is too "
                        + "late."),
            ],
            Pbft, NotWritten),
        new("A16", "SlowForOneClient",
            "Holds back the bundles of one client: as leader it does not propose them, and it relays them to nobody.",
            [
                StrategyArg.Client("client", "Whose bundles."),
                StrategyArg.Count("delayMs", null, 0, 3_600_000, "For how long, in ms; null: never proposes them."),
            ],
            Everywhere, ""),
        new("A35", "ResourceTrap", "As leader proposes blocks that are expensive to check.",
            [
                StrategyArg.Choice("form", ["unknownBodies", "manyReferences", "fullBlocks", "longPrefix"],
                    "References to bundles that do not exist; the most references a block may have; bundles of its own "
                        + "that fill a block; requests whose keys share a long beginning."),
                StrategyArg.Count("times", null, 1, 1_000_000, "In how many slots; null: in all."),
            ],
            Pbft, NotWritten),
    ];
}
