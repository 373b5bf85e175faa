using Xunit;
using static Witan.Simulation.Tests.Attacks.AttackRun;

namespace Witan.Simulation.Tests.Attacks;

/// <summary>
/// Two of seven with one strategy, as leaders of the first two views or as backups, while correct ones come and go.
/// </summary>
public sealed class SevenTests
{
    [Theory]
    [InlineData("EquivocateProposal", 1)]
    [InlineData("DoubleVote", 2)]
    [InlineData("VoteWithhold", 3)]
    [InlineData("LateVoteRelease", 4)]
    [InlineData("HideQC", 5)]
    [InlineData("StaleView", 6)]
    [InlineData("ForgedCertificate", 7)]
    [InlineData("LyingViewChange", 8)]
    [InlineData("BadNewView", 9)]
    [InlineData("BadCheckpoint", 10)]
    [InlineData("SlowLeader", 11)]
    [InlineData("SlowForOneClient", 12)]
    [InlineData("Colluders", 13)]
    [InlineData("ResourceTrap", 14)]
    public void Two_leaders_of_7_with_one_strategy_are_survived(string strategy, ulong seed) =>
        new AttackRun(seed, 7, [0, 1], isLong: true).Lie(0, strategy).Lie(1, strategy)
            .Cut(2, 200_000, 700_000).Cut(0, 1_000_000, 900_000).Cut(4, 2_500_000, 600_000).Run().Check();

    [Theory]
    [InlineData("perRecipient", "BadNewView", 1)]
    [InlineData("perRecipient", "LyingViewChange", 2)]
    [InlineData("lowerCheckpoint", "LyingViewChange", 3)]
    public void Two_leaders_of_7_that_tell_each_half_another_view_change_are_survived(
        string form, string strategy, ulong seed) =>
        new AttackRun(seed, 7, [1, 2], isLong: true)
            .Lie(1, strategy, ("form", Text(form))).Lie(2, strategy, ("form", Text(form)))
            .Cut(0, 150_000, 900_000).Cut(4, 200_000, 300_000).Run().Check();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Two_of_7_with_several_strategies_each_are_survived(ulong seed) =>
        new AttackRun(seed, 7, [0, 3], isLong: true)
            .Lie(0, "Colluders").Lie(0, "BadCheckpoint").Lie(0, "LyingViewChange", ("form", Text("perRecipient")))
            .Lie(3, "Colluders").Lie(3, "HideQC").Lie(3, "BadNewView", ("form", Text("perRecipient")))
            .Cut(1, 200_000, 700_000).Cut(2, 1_200_000, 900_000).Run().Check();
}
