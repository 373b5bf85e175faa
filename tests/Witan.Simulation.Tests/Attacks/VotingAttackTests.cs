using Xunit;
using static Witan.Simulation.Tests.Attacks.AttackRun;

namespace Witan.Simulation.Tests.Attacks;

/// <summary>A02 to A05, A33, A34: what a replica does with its votes.</summary>
public sealed class VotingAttackTests
{
    [Theory]
    [InlineData("all", 1)]
    [InlineData("prepare", 2)]
    [InlineData("commit", 3)]
    public void A_replica_of_4_that_votes_twice_changes_nothing(string votes, ulong seed) =>
        new AttackRun(seed, 4, [3]).Lie(3, "DoubleVote", ("votes", Text(votes))).Run().Check();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_replica_that_waits_for_a_second_proposal_to_vote_for_gets_one_from_its_accomplice(ulong seed)
    {
        var run = new AttackRun(seed, 7, [0, 1]).Lie(0, "EquivocateProposal")
            .Lie(1, "DoubleVote", ("invent", Flag(false)));
        run.Run().Check();
        Assert.All(run.Adversary.Liars, liar => Assert.True(liar.IsLying));
    }

    [Theory]
    [InlineData("always", "all", 1)]
    [InlineData("always", "commit", 2)]
    [InlineData("leader", "prepare", 3)]
    [InlineData("deciding", "all", 4)]
    public void A_replica_of_4_that_withholds_votes_stops_nothing(string when, string votes, ulong seed) =>
        new AttackRun(seed, 4, [3]).Lie(3, "VoteWithhold", ("when", Text(when)), ("votes", Text(votes))).Run().Check();

    [Theory]
    [InlineData("all", 1)]
    [InlineData("prepare", 2)]
    [InlineData("commit", 3)]
    [InlineData("commit", 4)]
    public void Votes_of_1_of_4_that_come_a_view_late_change_nothing(string votes, ulong seed)
    {
        var run = new AttackRun(seed, 4, [3], isLong: true).Lie(3, "LateVoteRelease", ("votes", Text(votes)));
        run.Cut(0, 60_000, 1_500_000).Run().Check();
        Assert.True(run.Views.Highest.Value > 0);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(3, 3)]
    public void A_replica_of_4_that_lets_one_other_alone_complete_certificates_stops_nothing(int liar, ulong seed) =>
        new AttackRun(seed, 4, [liar]).Lie(liar, "HideQC").Cut(2, 60_000, 800_000).Run().Check();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Two_of_7_that_collude_over_two_proposals_fork_nothing(ulong seed)
    {
        var run = new AttackRun(seed, 7, [0, 1]).Lie(0, "Colluders").Lie(1, "Colluders");
        run.Run().Check();
        Assert.True(run.Views.Highest.Value > 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Two_of_7_that_collude_while_a_correct_replica_is_slow_fork_nothing(ulong seed) =>
        new AttackRun(seed, 7, [0, 1], isLong: true).Lie(0, "Colluders").Lie(1, "Colluders")
            .Cut(4, 50_000, 700_000).Cut(5, 1_000_000, 900_000).Run().Check();

    [Theory]
    [InlineData("withhold", 3, 1)]
    [InlineData("equivocate", 0, 2)]
    [InlineData("doubleVote", 3, 3)]
    public void A_liar_of_4_that_waits_for_a_crash_is_survived_once_the_other_is_back(string then, int liar, ulong seed)
    {
        var run = new AttackRun(seed, 4, [liar], isLong: true).Lie(liar, "CrashCollusion", ("then", Text(then)));
        run.Crash(2, 60_000, 1_000_000).Run().Check();
    }
}
