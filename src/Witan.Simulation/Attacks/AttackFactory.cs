using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>Makes the attack that a scenario names. One line per strategy: the registration list.</summary>
public static class AttackFactory
{
    private static readonly SortedDictionary<string, Func<StrategyCall, Attack>> Makers = new(StringComparer.Ordinal)
    {
        ["SelectiveSend"] = call => new SelectiveSend(call),
    };

    /// <summary>Names of all strategies that can run.</summary>
    public static IReadOnlyCollection<string> Names => Makers.Keys;

    /// <param name="call">A strategy of the catalogue with its arguments.</param>
    /// <exception cref="ArgumentException">The catalogue describes it, but nothing here runs it.</exception>
    public static Attack Create(StrategyCall call) => Makers.TryGetValue(call.Strategy.Name, out var make)
        ? make(call)
        : throw new ArgumentException("no attack named " + call.Strategy.Name);
}
