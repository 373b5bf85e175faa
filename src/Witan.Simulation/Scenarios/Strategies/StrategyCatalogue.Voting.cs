namespace Witan.Simulation.Scenarios;

/// <summary>What a replica does with its votes.</summary>
public static partial class StrategyCatalogue
{
    private static StrategyArg Votes =>
        StrategyArg.Choice("votes", ["all", "prepare", "commit"], "Which of its votes.");

    private static ValueList<Strategy> Voting =>
    [
        new("A02", "DoubleVote",
            "Votes twice in a slot and view: for the proposal it got towards some, for another digest towards the "
                + "victims.",
            [
                Votes,
                Victims("Who gets the second vote; null: the upper half of the other replicas."),
                StrategyArg.Flag("invent", true,
                    "Whether it makes a digest up where it knows of one proposal only; otherwise it waits for two."),
                StrategyArg.Count("times", null, 1, 1_000_000, "In how many slots; null: in all."),
            ],
            [.. Pbft, .. HotStuff, .. Dbft, .. Streamlet], NotWritten),
        new("A03", "VoteWithhold", "Keeps votes to itself.",
            [
                StrategyArg.Choice("when", ["always", "leader", "deciding"],
                    "In every slot; only in views of one leader; or only the vote that would complete a quorum, by the "
                        + "votes that it has seen."),
                StrategyArg.Replica("leader", "Of which leader; null: the one of the view in which the strategy "
                    + "begins."),
                Votes,
                Victims("From whom; null: from all."),
            ],
            [.. Pbft, .. HotStuff, .. Dbft, .. Streamlet], NotWritten),
        new("A04", "LateVoteRelease", "Keeps votes and the certificates made of them secret and shows them views "
            + "later.",
            [
                Votes,
                StrategyArg.Count("views", 1, 1, 1_000, "How many views later."),
                StrategyArg.Nodes("showTo", "Who then gets them; null: all."),
            ],
            [.. Pbft, .. HotStuff, .. Dbft, .. Streamlet], NotWritten),
        new("A05", "HideQC",
            "Lets only a few complete a certificate: its proposals, PREPAREs and COMMITs go to them alone, and its "
                + "VIEW-CHANGEs leave the certificates out.",
            [StrategyArg.Nodes("showTo", "Who sees them; null: the first correct replica.")],
            [.. Pbft, .. HotStuff, .. Dbft, .. Streamlet], NotWritten),
        new("A33", "Colluders",
            "A01, A02 and A04 as one script: all corrupted replicas with this strategy share what they know, vote for "
                + "both proposals of the one that leads, and release after the view change what they kept.",
            [
                Victims("Who gets the second proposal and the votes for it; null: the upper half of the correct "
                    + "replicas."),
                StrategyArg.Count("views", 1, 1, 1_000, "How many views later kept votes are shown."),
            ],
            Pbft, NotWritten),
        new("A34", "CrashCollusion",
            "Honest until a correct replica is down; then uses the smaller margin for as long as one is.",
            [
                StrategyArg.Choice("then", ["withhold", "equivocate", "doubleVote"],
                    "Keeps all votes back; as A01 with its defaults; as A02 with its defaults."),
            ],
            Pbft, NotWritten),
    ];
}
