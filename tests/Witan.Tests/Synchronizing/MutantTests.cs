using Witan.Core.Synchronizing;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Xunit;

namespace Witan.Tests.Synchronizing;

/// <summary>
/// E9: each rule of the synchroniser left out, and the property that breaks without it. With the rule the same schedule
/// breaks nothing.
/// </summary>
public sealed class MutantTests
{
    [Fact]
    public void E9_who_enters_for_one_wish_is_led_by_a_liar_where_no_correct_process_wanted_to_be()
    {
        Assert.Empty(Properties.All(World(null)));
        Assert.StartsWith("SY2", Properties.Validity(World(new EnterForOne())), StringComparison.Ordinal);

        static SynchronizerWorld World(SynchronizerRules? rules)
        {
            var world = Started(rules);
            world.Lie(3, 0, 2);
            world.World.Run(200_000);
            return world;
        }
    }

    [Fact]
    public void E9_who_enters_for_a_weak_quorum_is_alone_there_if_a_liar_speaks_to_it_alone()
    {
        Assert.Empty(Properties.All(World(null)));
        Assert.StartsWith("SY3", Properties.BoundedEntry(World(new EnterForWeakQuorum())), StringComparison.Ordinal);

        static SynchronizerWorld World(SynchronizerRules? rules)
        {
            var world = Started(rules);
            world.Advance(0);
            world.Lie(3, 0, 2);
            world.World.Run(200_000);
            return world;
        }
    }

    /// <summary>
    /// Not SY3 itself: every view is entered first by a process at the front, and whoever wastes time behind it still
    /// follows in time. What breaks is the rule that nobody enters a view which a correct process has left.
    /// </summary>
    [Fact]
    public void E9_who_enters_any_view_that_a_quorum_wishes_for_enters_one_that_correct_processes_left()
    {
        Assert.Empty(Properties.All(World(null)));
        Assert.NotNull(Properties.NoDeadView(World(new EnterAny())));

        static SynchronizerWorld World(SynchronizerRules? rules)
        {
            var world = ScheduleTests.Split(rules);
            world.World.Run(200_000);
            return world;
        }
    }

    /// <summary>
    /// Retransmission says the highest of wish and view+, so it would echo too, rho later: here it stands still.
    /// </summary>
    [Fact]
    public void E9_without_the_echo_a_weak_quorum_that_wants_to_leave_stays()
    {
        Assert.Empty(Properties.All(World(null)));
        Assert.StartsWith("SY5", Properties.Progress(World(new NoEcho())), StringComparison.Ordinal);

        static SynchronizerWorld World(SynchronizerRules? rules)
        {
            var world = Started(rules, retransmitAfter: 1_000_000_000_000);
            world.Advance(0);
            world.Advance(1);
            world.World.Run(1_000_000);
            return world;
        }
    }

    [Fact]
    public void E9_without_retransmission_what_was_lost_before_the_network_is_stable_is_never_healed()
    {
        var healed = ScheduleTests.Scattered(retransmitAfter: 50_000);
        healed.World.Run(1_000_000);
        Assert.NotEmpty(healed.Entered);

        var lost = ScheduleTests.Scattered(retransmitAfter: 1_000_000_000_000);
        lost.World.Run(1_000_000);
        Assert.Empty(lost.Entered);
    }

    /// <summary>Three correct ones of four in view 1, on a stable network.</summary>
    private static SynchronizerWorld Started(SynchronizerRules? rules, long retransmitAfter = 50_000)
    {
        var world = new SynchronizerWorld(4, 1, [0, 1, 2], rules, retransmitAfter: retransmitAfter);
        world.Gst = world.World.Now;
        foreach (var place in world.Correct) world.Start(place);
        world.World.Run(100_000);
        Assert.All(world.Correct, place => Assert.Equal(new View(1), world[place].View));
        return world;
    }

    private sealed class EnterForOne : SynchronizerRules
    {
        public override View WishedByQuorum(QuorumSystem quorums, IReadOnlyList<View> wishes) =>
            Highest(wishes, members => members.Count > 0);

        public override bool MayEnter(View view, View newView, View viewPlus) => newView > view;
    }

    private sealed class EnterForWeakQuorum : SynchronizerRules
    {
        public override View WishedByQuorum(QuorumSystem quorums, IReadOnlyList<View> wishes) =>
            WishedByWeakQuorum(quorums, wishes);
    }

    private sealed class EnterAny : SynchronizerRules
    {
        public override bool MayEnter(View view, View newView, View viewPlus) => newView > view;
    }

    private sealed class NoEcho : SynchronizerRules
    {
        public override bool MustEcho(View wish, View viewPlus) => false;
    }
}
