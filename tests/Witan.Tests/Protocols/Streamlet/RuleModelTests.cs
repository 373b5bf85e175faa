using Witan.Protocols.Streamlet;
using Xunit;

namespace Witan.Tests.Protocols.Streamlet;

/// <summary>
/// T13 to T16: all schedules of one liar among four, up to so many epochs. With the rules as they are nothing forks;
/// with one of them changed something does, and the witnesses of the specification are among what does.
/// </summary>
public sealed class RuleModelTests
{
    [Fact]
    public void SL4_no_schedule_of_six_epochs_forks_what_is_final()
    {
        var model = new RuleModel();
        Assert.Null(model.FindFork(6));
        Assert.True(model.Schedules > 10_000, $"only {model.Schedules} schedules");
    }

    [Fact]
    public void T14_the_third_of_three_made_final_forks()
    {
        var model = new RuleModel { Rule = (3, 2) };
        Assert.True(model.ForksOn((1, 0), (2, 1), (3, 1), (4, 3), (5, 4)));
        Assert.NotNull(model.FindFork(5));
    }

    [Fact]
    public void T14_two_consecutive_epochs_that_make_the_first_final_fork()
    {
        var model = new RuleModel { Rule = (2, 0), MakesFinal = RuleModel.AreConsecutive };
        Assert.True(model.ForksOn((1, 0), (2, 0), (3, 2), (4, 1), (5, 4)));
        Assert.NotNull(model.FindFork(5));
    }

    [Fact]
    public void T14_two_consecutive_epochs_that_make_the_second_final_fork()
    {
        var model = new RuleModel { Rule = (2, 1), MakesFinal = RuleModel.AreConsecutive };
        Assert.True(model.ForksOn((2, 0), (3, 2), (4, 2), (5, 4)));
        Assert.NotNull(model.FindFork(5));
    }

    [Fact]
    public void T14_three_adjacent_nodes_of_any_epochs_that_make_the_second_final_fork()
    {
        var model = new RuleModel { MakesFinal = static _ => true };
        Assert.True(model.ForksOn((2, 0), (3, 0), (4, 2), (5, 3)));
        Assert.NotNull(model.FindFork(5));
    }

    [Fact]
    public void T14_three_adjacent_nodes_of_any_epochs_that_make_the_first_final_fork()
    {
        var model = new RuleModel { Rule = (3, 0), MakesFinal = static _ => true };
        Assert.True(model.ForksOn((1, 0), (2, 0), (3, 1), (4, 2), (5, 3), (6, 4)));
        Assert.NotNull(model.FindFork(6));
    }

    [Fact]
    public void T16_votes_for_children_of_any_notarized_node_fork()
    {
        var model = new RuleModel { MayVote = static (epoch, _, lastVoted, _, _) => epoch > lastVoted };
        Assert.True(model.ForksOn((1, 0), (2, 1), (3, 0), (4, 3), (5, 4)));
        Assert.NotNull(model.FindFork(5));
    }

    [Fact]
    public void T13_one_vote_less_than_a_quorum_forks()
    {
        var model = new RuleModel { CorrectVotes = 1 };
        Assert.True(model.ForksOn((1, 0), (2, 1), (3, 0), (4, 3), (5, 4)));
        Assert.NotNull(model.FindFork(5));
    }

    /// <summary>None of the witnesses of the changed rules is one of the rules as they are.</summary>
    [Fact]
    public void T14_T16_the_witnesses_fork_nothing_under_the_rules()
    {
        (int, int)[][] witnesses =
        [
            [(1, 0), (2, 1), (3, 1), (4, 3), (5, 4)], [(1, 0), (2, 0), (3, 2), (4, 1), (5, 4)],
            [(2, 0), (3, 2), (4, 2), (5, 4)], [(2, 0), (3, 0), (4, 2), (5, 3)],
            [(1, 0), (2, 0), (3, 1), (4, 2), (5, 3), (6, 4)], [(1, 0), (2, 1), (3, 0), (4, 3), (5, 4)],
        ];
        Assert.All(witnesses, shape => Assert.False(new RuleModel().ForksOn(shape)));
    }

    /// <summary>Three correct replicas, and a liar that votes for both nodes of an epoch.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void T10_T15_without_lastVotedEpoch_two_nodes_of_an_epoch_are_notarized(bool remembers, bool breaks)
    {
        var isBroken = false;
        for (var order = 0; order < 1 << 6; order++)
        {
            var votes = new int[2];
            for (var replica = 0; replica < 3; replica++)
            {
                var lastVoted = default(Epoch);
                for (var node = 0; node < 2; node++)
                {
                    if ((order >> ((2 * replica) + node) & 1) == 0) continue;
                    if (!StreamletRules.MayVote(new(3), new(3), lastVoted, 1, 1)) continue;
                    votes[node]++;
                    if (remembers) lastVoted = new(3);
                }
            }

            isBroken |= votes[0] >= 2 && votes[1] >= 2;
        }

        Assert.Equal(breaks, isBroken);
    }
}
