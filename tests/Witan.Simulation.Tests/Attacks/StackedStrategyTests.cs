using Witan.Simulation.Chance;
using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Simulation.Tests.Attacks;

/// <summary>
/// One liar with every strategy at once, in an order of the seed: each meets what the ones before it have made of the
/// honest messages, and must neither throw nor break anything for the correct replicas.
/// </summary>
public sealed class StackedStrategyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void A_liar_of_four_with_all_strategies_in_any_order_stops_nobody(ulong seed)
    {
        var run = new AttackRun(seed, n: 4, corrupted: [(int)(seed % 2)], isLong: true);
        foreach (var strategy in Shuffled(seed)) run.Lie((int)(seed % 2), strategy);

        run.Run();

        Assert.True(run.Fired > 0);
    }

    private static List<string> Shuffled(ulong seed)
    {
        List<string> names = [.. StrategyCatalogue.All.Where(s => s.IsDefinedFor("pbft")).Select(s => s.Name)];
        new Dice(seed, "order of strategies").Shuffle(names);
        return names;
    }
}
