using Witan.Simulation.Attacks.Streamlet;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>Strategies that speak Streamlet.</summary>
public static partial class AttackFactory
{
    private static SortedDictionary<string, Func<StrategyCall, Attack>> Streamlet => new(StringComparer.Ordinal)
    {
        ["HideQC"] = call => new HideQC(call),
        ["PlayTree"] = call => new PlayTree(call),
    };
}
