using Witan.Core.Synchronizing;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Synchronizing;

/// <summary>The properties of the synchroniser on random schedules, and E7 and E8.</summary>
public sealed class ScheduleTests
{
    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 1)]
    [InlineData(6, 1)]
    [InlineData(7, 2)]
    public void SY1_to_SY5_hold_while_liars_wish_anything_and_wishes_are_lost_until_the_network_is_stable(int n, int f)
    {
        for (var seed = 1; seed <= 150; seed++)
        {
            var world = new SynchronizerWorld(n, f, Enumerable.Range(0, n - f), seed: seed);
            world.Gst = world.World.Now + 600_000;
            world.Loses = (_, _, _) => world.Chance.Next(3) != 0;
            Play(world, n, f);

            world.World.Run(3_000_000);

            Assert.Empty(Properties.All(world).Select(broken => $"seed {seed}: {broken}"));
            Assert.True(world.Entered.Count > 0, $"seed {seed} entered no view");
        }
    }

    [Fact]
    public void E7_total_loss_until_the_network_is_stable_each_at_another_wish_ends_in_one_view()
    {
        var world = Scattered(retransmitAfter: 50_000);

        world.World.Run(1_000_000);

        Assert.All(world.Correct, place => Assert.Equal(new View(9), world[place].View));
    }

    [Fact]
    public void E8_a_split_quorum_and_liars_far_ahead_end_in_one_view_that_nobody_entered_before()
    {
        var world = Split(null);

        world.World.Run(1_000_000);

        Assert.Empty(Properties.All(world));
        Assert.All(world.Correct, place => Assert.Equal(new View(9), world[place].View));
    }

    [Fact]
    public void E12_wishes_of_a_hundred_thousand_views_move_nobody_and_leave_nothing_behind()
    {
        var world = new SynchronizerWorld(4, 1, [0, 1, 2]);
        foreach (var place in world.Correct) world.Start(place);
        world.World.Run(200_000);
        var views = world.Entered.Count;

        for (ulong view = 2; view < 100_000; view++) world.Lie(3, (int)(view % 3), view);
        world.World.Run(200_000);

        Assert.Equal(views, world.Entered.Count);
        Assert.All(world.Correct, place => Assert.Equal(new View(1), world[place].ViewPlus));
    }

    [Fact]
    public void Who_did_not_start_helps_those_who_did()
    {
        var world = new SynchronizerWorld(4, 1, [0, 1, 2]);
        world.Start(0);
        world.Start(1);

        world.World.Run(100_000);

        Assert.All(world.Correct, place => Assert.Equal(new View(1), world[place].View));
    }

    /// <summary>E7: three processes remember other views and wishes, and nothing that was said got through.</summary>
    internal static SynchronizerWorld Scattered(long retransmitAfter)
    {
        var world = new SynchronizerWorld(4, 1, [0, 1, 2, 3], retransmitAfter: retransmitAfter)
        {
            Loses = (_, _, _) => true,
        };
        world.Gst = world.World.Now + 300_000;
        (ulong View, ulong Wish)[] remembered = [(0, 1), (3, 4), (5, 9), (8, 9)];
        foreach (var place in world.Correct)
        {
            world.Recover(place, remembered[place].View, remembered[place].Wish);
            world.Start(place);
            world.Advance(place);
        }

        return world;
    }

    /// <summary>
    /// E8: 0 and 1 wish for view 9, 2 for view 2, and the liar wishes for 5 and for 2^60 where it likes.
    /// </summary>
    internal static SynchronizerWorld Split(SynchronizerRules? rules)
    {
        var world = new SynchronizerWorld(4, 1, [0, 1, 2], rules);
        world.Gst = world.World.Now;
        world.Recover(0, 8, 8);
        world.Recover(1, 8, 8);
        world.Recover(2, 1, 1);
        foreach (var place in world.Correct) world.Start(place);
        world.Lie(3, 2, 5);
        world.Lie(3, 0, 1ul << 60);
        foreach (var place in world.Correct) world.Advance(place);
        return world;
    }

    /// <summary>Each starts when it likes, leaves its view now and then, and a liar says anything to anybody.</summary>
    private static void Play(SynchronizerWorld world, int n, int f)
    {
        var chance = world.Chance;
        foreach (var place in world.Correct.ToArray())
        {
            world.World.After(chance.NextInt64(500_000), () => world.Start(place));
            for (var i = 0; i < 6; i++)
            {
                world.World.After(chance.NextInt64(500_000, 1_500_000), () =>
                {
                    if (world[place].View != default) world.Advance(place);
                });
            }
        }

        for (var i = 0; i < 60; i++)
        {
            var (from, to) = (n - 1 - chance.Next(f), chance.Next(n - f));
            var view = chance.Next(4) == 0 ? 1ul << 60 : (ulong)chance.Next(1, 12);
            world.World.After(chance.NextInt64(1_500_000), () => world.Lie(from, to, view));
        }
    }
}
