namespace Witan.Simulation.Scenarios;

/// <summary>What a replica does to those who ask it.</summary>
public static partial class StrategyCatalogue
{
    private static ValueList<Strategy> Serving =>
    [
        new("A13", "CorruptStateTransfer", "Serves state transfer badly.",
            [
                StrategyArg.Choice("form",
                    ["wrongChunk", "oldSnapshot", "slow", "endless", "hugeClaim", "changingManifest"],
                    "A changed entry in each piece; an older certified state than was asked for; late answers; pieces "
                        + "that never reach the end of a map; lengths far beyond what follows; another manifest each "
                        + "time."),
                StrategyArg.Count("delayMs", 2_000, 0, 3_600_000, "Of slow, in ms."),
                Victims("Towards whom; null: all."),
            ],
            Everywhere, ""),
        new("A14", "LieAboutHeight", "Says that it is elsewhere than it is.",
            [
                StrategyArg.Choice("form", ["huge", "sinking"],
                    "Far ahead; or ahead once and then lower with each message."),
                StrategyArg.Count("ahead", 1_000_000, 1, 1_000_000_000_000, "How many heights."),
                Victims("To whom; null: to all."),
            ],
            Everywhere, ""),
        new("A23", "FalseAccusation", "Accuses replicas that did not lie.",
            [
                StrategyArg.Choice("form", ["badSignature", "sameText", "noConflict"],
                    "Shows a pair of statements of which one is not signed by the accused; one statement twice; or two "
                        + "true ones that do not contradict each other."),
                StrategyArg.Replica("member", "Whom; null: each correct replica in turn."),
                EveryMs(200),
            ],
            Everywhere, ""),
        new("A30", "StaleRead", "Answers reads with an old certified state.",
            [
                StrategyArg.Count("behind", 10, 1, 1_000_000, "How many heights before its newest, as far as it keeps "
                    + "them."),
                StrategyArg.Flag("perClient", false, "Whether each client gets another age, growing with its number."),
                StrategyArg.Nodes("victims", "Which clients and gateways; null: all."),
            ],
            Everywhere, ""),
    ];
}
