using Witan.Simulation.Chance;
using Witan.Simulation.Shrinking;
using Xunit;

namespace Witan.Simulation.Tests.Shrinking;

public sealed class DeltaDebuggingTests
{
    private static readonly int[] Hundred = [.. Enumerable.Range(0, 100)];

    [Fact]
    public void The_two_of_a_hundred_parts_that_matter_are_found()
    {
        var result = DeltaDebugging.Minimize(
            Hundred, parts => parts.Contains(17) && parts.Contains(83), new TryBudget(10_000));

        Assert.Equal([17, 83], result.Parts);
        Assert.True(result.IsMinimal && result.Reproduced);
        Assert.InRange(result.Tries, 5, 150);
    }

    [Fact]
    public void Of_a_random_predicate_the_result_fails_and_no_part_of_it_can_go()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            // A failure by any of three sets of parts, and not if the sum of the parts has some rest: not monotone.
            var dice = new Dice(seed, "predicate");
            var causes = Enumerable.Range(0, 3)
                .Select(_ => Enumerable.Range(0, 4).Select(_ => (int)dice.Below(40)).ToArray()).ToArray();
            bool Fails(IReadOnlyList<int> parts) =>
                causes.Any(cause => cause.All(parts.Contains))
                && (parts.Count == 40 || parts.Sum() % 7 != (int)(seed % 7));

            var result = DeltaDebugging.Minimize(Hundred[..40], Fails, new TryBudget(100_000));

            Assert.True(result.Reproduced && result.IsMinimal);
            Assert.True(Fails(result.Parts));
            Assert.Equal(result.Parts.Order(), result.Parts);
            for (var i = 0; i < result.Parts.Count; i++)
                Assert.False(Fails([.. result.Parts.Where((_, at) => at != i)]), $"seed {seed}: part {i} can go");
        }
    }

    [Fact]
    public void A_failure_that_needs_no_part_is_found_at_once()
    {
        var result = DeltaDebugging.Minimize(Hundred, _ => true, new TryBudget(100));

        Assert.Equal((0, 2, true), (result.Parts.Count, result.Tries, result.IsMinimal));
    }

    [Fact]
    public void A_failure_that_does_not_come_again_is_said_so()
    {
        var result = DeltaDebugging.Minimize(Hundred, _ => false, new TryBudget(100));

        Assert.Equal((100, 1, false, false), (result.Parts.Count, result.Tries, result.IsMinimal, result.Reproduced));
    }

    [Fact]
    public void No_list_is_tried_twice_and_two_searches_try_the_same_lists()
    {
        List<string> Tried()
        {
            var tried = new List<string>();
            DeltaDebugging.Minimize(Hundred, parts =>
            {
                tried.Add(string.Join(',', parts));
                return parts.Contains(3) && parts.Contains(50) && parts.Contains(51) && parts.Contains(99);
            }, new TryBudget(10_000));
            return tried;
        }

        var first = Tried();

        Assert.Equal(first.Count, first.Distinct().Count());
        Assert.Equal(first, Tried());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    public void A_budget_that_ends_leaves_the_best_so_far_which_still_fails(int tries)
    {
        var budget = new TryBudget(tries);
        var ran = 0;
        bool Fails(IReadOnlyList<int> parts) => parts.Contains(17) && parts.Contains(83);

        var result = DeltaDebugging.Minimize(Hundred, parts => ran++ >= 0 && Fails(parts), budget);

        Assert.Equal((tries, tries, tries), (ran, result.Tries, budget.Used));
        Assert.Equal((false, tries > 0), (result.IsMinimal, result.Reproduced));
        Assert.True(Fails(result.Parts));
    }
}
