using Witan.Simulation.Shrinking;
using Xunit;

namespace Witan.Simulation.Tests.Shrinking;

public sealed class NumberShrinkerTests
{
    [Theory]
    [InlineData(1_000_000, 0, 0)]
    [InlineData(1_000_000, 4, 4)]
    [InlineData(1_000_000, 4, 5)]
    [InlineData(1_000_000, 4, 123_457)]
    [InlineData(1_000_000, 4, 1_000_000)]
    [InlineData(7, 7, 7)]
    public void The_lowest_number_that_fails_is_found_in_few_tries(long value, long floor, long lowest)
    {
        var budget = new TryBudget(100);

        Assert.Equal(lowest, NumberShrinker.Minimize(value, floor, number => number >= lowest, budget));
        Assert.InRange(budget.Used, 0, 22);
    }

    [Fact]
    public void Where_failing_is_not_monotone_the_number_below_the_result_passes()
    {
        bool Fails(long number) => number % 5 != 2 && number > 6;

        var result = NumberShrinker.Minimize(998, 4, Fails, new TryBudget(100));

        Assert.True(Fails(result));
        Assert.False(Fails(result - 1));
    }

    [Fact]
    public void A_budget_that_ends_leaves_a_number_that_was_seen_to_fail()
    {
        var budget = new TryBudget(3);

        var result = NumberShrinker.Minimize(1_000, 0, number => number >= 10, budget);

        Assert.Equal((250L, 0), (result, budget.Left));
    }

    [Fact]
    public void Stages_share_one_budget()
    {
        var budget = new TryBudget(10);

        DeltaDebugging.Minimize(Enumerable.Range(0, 100).ToList(), parts => parts.Contains(5), budget);
        var untouched = NumberShrinker.Minimize(50, 0, _ => true, budget);

        Assert.Equal((50L, 10), (untouched, budget.Used));
    }
}
