using Witan.Simulation.Chance;
using Xunit;

namespace Witan.Simulation.Tests;

public sealed class DiceTests
{
    [Fact]
    public void The_same_seed_and_label_draw_the_same_numbers_and_another_label_draws_others()
    {
        var first = new Dice(7, "network");
        var second = new Dice(7, "network");
        var other = new Dice(7, "disk");

        var drawn = Enumerable.Range(0, 100).Select(_ => first.Next()).ToArray();

        Assert.Equal(drawn, Enumerable.Range(0, 100).Select(_ => second.Next()));
        Assert.DoesNotContain(other.Next(), drawn);
    }

    [Fact]
    public void Numbers_below_a_bound_reach_every_value_and_none_beyond()
    {
        var dice = new Dice(1, "below");

        var seen = Enumerable.Range(0, 1_000).Select(_ => dice.Below(10)).ToHashSet();

        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), seen.Order());
    }

    [Fact]
    public void A_chance_of_a_quarter_comes_true_about_every_fourth_time()
    {
        var dice = new Dice(1, "chance");

        Assert.InRange(Enumerable.Range(0, 40_000).Count(_ => dice.Chance(0.25)), 9_600, 10_400);
    }
}
