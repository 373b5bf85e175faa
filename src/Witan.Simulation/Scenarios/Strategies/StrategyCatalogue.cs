namespace Witan.Simulation.Scenarios;

/// <summary>Every strategy of a byzantine replica, A01 to A35 and those without such a number.</summary>
public static partial class StrategyCatalogue
{
    private const string NotWritten = "it speaks of this protocol's messages only";

    private static readonly ValueList<string> Pbft = ["pbft"];

    private static readonly ValueList<string> HotStuff = ["hotstuff", "hotstuff-2chain", "hotstuff-basic"];

    private static readonly ValueList<string> Dbft = ["dbft"];

    private static readonly ValueList<string> Streamlet = ["streamlet"];

    private static readonly ValueList<string> Everywhere = [Strategy.Shared];

    /// <summary>By id.</summary>
    public static ValueList<Strategy> All { get; } =
    [
        .. Proposing.Concat(Voting).Concat(ChangingViews).Concat(Certifying).Concat(Talking).Concat(Serving)
            .Concat(NotYet).Concat(Unnumbered).OrderBy(s => s.Id, StringComparer.Ordinal),
    ];

    /// <summary>Null if there is none of that name.</summary>
    public static Strategy? Find(string name) => All.FirstOrDefault(s => s.Name == name);

    private static StrategyArg Victims(string meaning) => StrategyArg.Nodes("victims", meaning);

    private static StrategyArg EveryMs(long defaultValue) =>
        StrategyArg.Count("everyMs", defaultValue, 1, 3_600_000, "Between two of them, in ms.");
}
