namespace Witan.Simulation.Scenarios;

/// <summary>Attacks that the literature names without a number.</summary>
public static partial class StrategyCatalogue
{
    private static ValueList<Strategy> Unnumbered =>
    [
        new("X01", "MutateField",
            "Small-scope mutation (ByzzFuzz): changes one field of a message by little and signs it again with its own "
                + "key, in some rounds, towards some. A round is one message to however many recipients. Small is: a "
                + "number, view, height or time one up or down, or another that was seen; a replica's number one up or "
                + "down; a digest of something else that was seen in the same role; an element of a list that goes, "
                + "comes twice or changes places; a bit of other bytes. Statements of its own within others are signed "
                + "again too, and a proposal names its changed block.",
            [
                StrategyArg.Choice("what", ["any", "ordering", "answers", "transfer"],
                    "Of which messages: all; the protocol's; replies, reads, state votes and what clients ask for; "
                        + "what replicas fetch from each other."),
                StrategyArg.Choice("field",
                    [
                        "any", "view", "height", "digest", "member", "configuration", "time", "number", "flag", "bytes",
                        "element",
                    ],
                    "What kind of field; any: each time another kind, of those that the message has."),
                StrategyArg.Fraction("share", 0.1, 0, 1, "Of the rounds that are struck."),
                StrategyArg.Count("rounds", null, 1, 1_000_000, "How many rounds at most; null: without end."),
                StrategyArg.Fraction(
                    "drops", 0, 0, 1, "Of the struck rounds in which the message is left out instead."),
                StrategyArg.Flag("each", false, "Whether each recipient gets a change of its own."),
                Victims("To whom; null: each time to some, by chance."),
            ],
            Everywhere, ""),
        new("X02", "SkipSlots",
            "As leader proposes at the top of the window and leaves out all slots below, once in each of its views.",
            [
                StrategyArg.Count("beyond", 0, 0, 1_000_000,
                    "How many slots above the top of the window; what lies beyond it is refused."),
                StrategyArg.Count("times", null, 1, 1_000_000, "In how many views; null: in all."),
            ],
            Pbft, NotWritten),
        new("X03", "PlayTree",
            "Lets a given tree be notarized, epoch by epoch, and shows each of its two branches to another replica in "
                + "the end; then it is honest. It must be one of four, lead every epoch, and nobody else may hear the "
                + "others meanwhile.",
            [
                StrategyArg.Choice("shape",
                    [
                        "thirdOfThree", "firstOfTwo", "secondOfTwo", "secondOfAny", "firstOfAny", "anyParent",
                        "oneVoteLess", "competing", "gap",
                    ],
                    "Which tree: each forks what is final under one changed rule (which node of how many is final, and "
                        + "whether their epochs matter; what is voted for; how many votes are a quorum). The last two "
                        + "fork nothing: a branch that loses, and an epoch without a node."),
            ],
            Streamlet, "it plays trees of this protocol only"),
        new("X04", "ForkBranch",
            "As leader extends another certified node than the highest, or shows another TC than it has. It votes for "
                + "the node that it showed.",
            [
                StrategyArg.Choice("form", ["older", "alternate", "unjustified", "keep"],
                    "An ancestor of the highest node; the tip of the other branch, so that two branches grow in turns; "
                        + "the highest node, without its certificate, as if it were genesis; or the honest node, for "
                        + "the sake of the TC."),
                StrategyArg.Count("back", 1, 1, 1_000_000, "Of older: how many nodes before the highest; beyond the "
                    + "first: genesis."),
                StrategyArg.Choice("tc", ["own", "reused", "below"],
                    "The TC of the view before; the oldest one that it saw; or its own with a certificate lower than "
                        + "its entries claim."),
                Victims("Who gets it; null: all."),
                StrategyArg.Count("times", null, 1, 1_000_000, "In how many views; null: in all."),
            ],
            HotStuff, "it forks trees of nodes whose certificates lie in their children"),
        new("X05", "BadBlock", "As leader proposes blocks that nobody may vote for.",
            [
                StrategyArg.Choice("form", ["timeAhead", "unknownBodies", "unknownClient", "bodyTwice", "tooMany"],
                    "An hour ahead of all clocks; bodies that do not exist; a bundle of a client that nobody knows; "
                        + "one body twice; more references than a block may have."),
                StrategyArg.Count("times", null, 1, 1_000_000, "How often; null: always."),
            ],
            [.. Dbft, .. Streamlet], NotWritten),
    ];
}
