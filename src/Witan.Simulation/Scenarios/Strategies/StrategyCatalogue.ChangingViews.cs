namespace Witan.Simulation.Scenarios;

/// <summary>What a replica does between views.</summary>
public static partial class StrategyCatalogue
{
    private static ValueList<Strategy> ChangingViews =>
    [
        new("A06", "StaleView", "With each vote also signs the same vote for a view long past and one far ahead.",
            [
                StrategyArg.Count("behind", 1, 0, 1_000_000, "How many views before, as far as there are; 0: none."),
                StrategyArg.Count("ahead", 1_000, 0, 1_000_000_000, "How many views ahead; 0: none."),
                Victims("To whom; null: to all."),
            ],
            [.. Pbft, .. HotStuff, .. Dbft, .. Streamlet], NotWritten),
        new("A10", "LyingViewChange", "Sends VIEW-CHANGEs that do not say what it knows.",
            [
                StrategyArg.Choice("form", ["omitPrepared", "lowerCheckpoint", "higherCheckpoint", "perRecipient"],
                    "Leaves its prepared certificates out; claims an older checkpoint that it can prove; a newer one "
                        + "that it cannot; or tells the victims less than the others."),
                Victims("Of perRecipient; null: the upper half of the other replicas."),
            ],
            [.. Pbft, .. HotStuff, .. Dbft], NotWritten),
        new("A31", "ViewChangeStorm", "Asks for the next view again and again, for no reason.",
            [
                EveryMs(100),
                StrategyArg.Count("step", 1, 1, 1_000_000, "How many views above the last one asked for."),
                StrategyArg.Flag("onlyNext", false, "Stays one view above the current one instead of climbing."),
                Victims("To whom; null: to all."),
            ],
            [.. Pbft, .. HotStuff, .. Dbft], NotWritten),
        new("A32", "LeaderTargeting",
            "Not the replica but the network attacks: whoever becomes leader is cut from all other replicas. It keeps "
                + "to the model and stops at GST.",
            [
                StrategyArg.Count("forMs", 500, 1, 3_600_000, "How long each cut lasts, in ms."),
                StrategyArg.Count("afterMs", 0, 0, 3_600_000, "How long after the first correct replica entered the "
                    + "view, in ms."),
                StrategyArg.Flag("oneWay", false, "Only what the leader says is lost."),
            ],
            Everywhere, ""),
    ];
}
