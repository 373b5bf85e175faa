using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Protocols.SingleShot;
using Witan.TestKit.SingleShot;
using Xunit;

namespace Witan.Tests.Protocols.SingleShot;

/// <summary>The primitive on its own: agreement, validity and termination, and how long they take.</summary>
public sealed class AgreementTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 1)]
    [InlineData(5, 1)]
    [InlineData(6, 1)]
    [InlineData(7, 2)]
    public void All_decide_the_first_leaders_value_when_all_are_correct(int n, int f)
    {
        var world = new ConsensusWorld(new ConsensusWorldOptions { N = n, F = f });

        Assert.True(world.RunToDecision());
        Assert.Equal([ConsensusForge.Value("value of 0").Digest], world.DecidedValues);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(7, 2)]
    public void All_decide_when_they_start_at_different_times_and_f_are_silent(int n, int f)
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var world = new ConsensusWorld(new ConsensusWorldOptions
            {
                N = n, F = f, Seed = seed, Liars = [.. Enumerable.Range(0, f)], StartsAt = place => place * 300_000L,
            });

            Assert.True(world.RunToDecision(), $"seed {seed}");
            Assert.Single(world.DecidedValues);
        }
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(7, 2)]
    public void Messages_lost_until_the_network_is_stable_are_said_again(int n, int f)
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var losses = new Random(seed);
            var world = new ConsensusWorld(new ConsensusWorldOptions
            {
                N = n, F = f, Seed = seed, Loses = (_, _, _, now) => now < 6_000_000 && losses.Next(2) == 0,
            });

            Assert.True(world.RunToDecision(), $"seed {seed}");
            Assert.Single(world.DecidedValues);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Up_to_f_of_ten_die_before_a_message_of_each_kind_and_the_others_decide(int victims)
    {
        Func<Statement, bool>[] kinds = [s => s is Propose, s => s is Prepared, s => s is Committed, s => s is Wish];
        foreach (var isFatal in kinds)
        {
            var world = new ConsensusWorld(new ConsensusWorldOptions { N = 10, F = 3 });
            for (var place = 0; place < victims; place++)
                world[place].DiesBefore = effect => effect is Effect.Sign { Statement: var said } && isFatal(said);

            Assert.True(world.RunToDecision());
            Assert.Single(world.DecidedValues);
        }
    }

    [Fact]
    public void A_decision_takes_three_delays_after_the_first_view_is_entered_and_four_after_a_later_one()
    {
        const int delay = 10_000;
        var first = new ConsensusWorld(new ConsensusWorldOptions { Delay = (delay, delay) });
        Assert.True(first.RunToDecision());
        Assert.InRange(Since(first, 1), 3 * delay, 3 * delay);

        var second = new ConsensusWorld(new ConsensusWorldOptions { Delay = (delay, delay), Liars = [0] });
        Assert.True(second.RunToDecision());
        Assert.InRange(Since(second, 2), 4 * delay, 4 * delay);

        // From when the leader of the view entered it until the last one decided.
        static long Since(ConsensusWorld world, ulong view)
        {
            var leader = world[(int)view - 1];
            var entered = leader.Notes.Single(
                n => n.Trace.Kind == TraceKind.ViewEntered && n.Trace.View.Value == view).At;
            return leader.Notes.Single(n => n.Trace.Kind == TraceKind.Decided).At - entered;
        }
    }

    [Fact]
    public void A_predicate_that_refuses_the_own_value_is_a_mistake_that_shows_at_once()
    {
        var world = new ConsensusWorld(new ConsensusWorldOptions
        {
            IsValid = value => value.Digest != ConsensusForge.Value("value of 2").Digest,
        });

        var mistake = Assert.Throws<InvalidOperationException>(() => world.RunToDecision());
        Assert.Contains("own value", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Statements_of_one_instance_do_not_count_in_another()
    {
        var world = new ConsensusWorld(new ConsensusWorldOptions { Liars = [0] });
        var other = new ConsensusForge { Instance = world.Forge.Instance + 1 };
        var value = ConsensusForge.Value("of another instance");
        world.World.After(1, () =>
        {
            for (var to = 1; to < 4; to++)
            {
                world.Send(0, to, other.Propose(0, 1, value));
                for (var from = 0; from < 4; from++) world.Send(from, to, other.Committed(from, 1, value));
                world.Send(0, to, new Decision(value, other.CommitCertificate(1, value)));
            }
        });

        Assert.True(world.RunToDecision());
        Assert.DoesNotContain(value.Digest, world.DecidedValues);
        Assert.Contains(
            world[1].Notes, n => n.Trace.Reason == SingleShotRejection.OtherInstance.Name);
    }

    [Fact]
    public void Nothing_is_said_any_more_when_all_have_decided()
    {
        var world = new ConsensusWorld();
        Assert.True(world.RunToDecision());
        world.World.Run(1_000_000);
        var sent = world.Sent.Count;

        world.World.Run(10_000_000);

        Assert.Equal(sent, world.Sent.Count);
    }

    [Fact]
    public void Wishes_are_the_only_thing_said_before_a_view_is_entered()
    {
        var world = new ConsensusWorld(new ConsensusWorldOptions { Liars = [1, 2] });

        world.World.Run(3_000_000);

        Assert.Empty(world.DecidedValues);
        Assert.All(world.Sent, s => Assert.IsType<Wish>(Assert.IsType<SignedStatement>(s.Message).Statement));
    }
}
