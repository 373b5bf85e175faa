using Witan.Protocols.HotStuff;
using Xunit;

namespace Witan.Tests.Protocols.HotStuff;

/// <summary>X14: with the rules as they are nothing forks; with any of them taken away something does.</summary>
public sealed class RuleModelTests
{
    private const int Runs = 20_000;
    private const int Moves = 90;

    [Theory]
    [InlineData(HotStuffMode.Chained)]
    [InlineData(HotStuffMode.TwoChain)]
    public void HS3_no_schedule_forks_what_is_committed(HotStuffMode mode) =>
        Assert.Null(FirstFork(random => new RuleModel(mode, random)));

    [Fact]
    public void X14_without_the_lock_chains_of_three_fork() => Assert.NotNull(FirstFork(
        random => new RuleModel(HotStuffMode.Chained, random) { SafeNode = (_, _) => true }));

    /// <summary>Two branches take turns: each vote keeps to the lock, three certified nodes stand on each.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void X14_without_consecutive_views_chains_of_three_fork(bool isConsecutive, bool forks)
    {
        var model = new RuleModel(HotStuffMode.Chained, new Random(0))
        {
            AreConsecutive = isConsecutive ? views => HotStuffRules.AreConsecutive(views) : _ => true,
        };
        Assert.Equal(forks, model.ForksOn((1, 0), (2, 0), (3, 1), (4, 2), (5, 3), (6, 4)));
    }

    [Theory]
    [InlineData(HotStuffMode.Chained)]
    [InlineData(HotStuffMode.TwoChain)]
    public void X5_without_lastVoted_they_fork(HotStuffMode mode) => Assert.NotNull(FirstFork(
        random => new RuleModel(mode, random) { KeepsLastVoted = false }));

    [Fact]
    public void X9_without_the_highest_entry_of_the_TC_chains_of_two_fork() => Assert.NotNull(FirstFork(
        random => new RuleModel(HotStuffMode.TwoChain, random)
        {
            Follows = (view, justify, timeout, _) => justify.Next == view || timeout?.Next == view,
        }));

    [Fact]
    public void X14_without_lastTimeoutView_chains_of_two_fork() => Assert.NotNull(FirstFork(
        random => new RuleModel(HotStuffMode.TwoChain, random) { KeepsTimeouts = false }));

    private static int? FirstFork(Func<Random, RuleModel> make)
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            if (make(new Random(seed)).Forks(Moves)) return seed;
        }

        return null;
    }
}
