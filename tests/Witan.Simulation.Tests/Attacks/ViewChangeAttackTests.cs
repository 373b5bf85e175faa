using Xunit;
using static Witan.Simulation.Tests.Attacks.AttackRun;

namespace Witan.Simulation.Tests.Attacks;

/// <summary>A06, A10, A31, A32: lies about views, and around their changes.</summary>
public sealed class ViewChangeAttackTests
{
    [Theory]
    [InlineData(1, 1_000, 1)]
    [InlineData(3, 1, 2)]
    [InlineData(0, 2, 3)]
    public void A_replica_of_4_that_votes_in_past_and_future_views_changes_nothing(int behind, int ahead, ulong seed)
    {
        var run = new AttackRun(seed, 4, [3], isLong: true)
            .Lie(3, "StaleView", ("behind", Number(behind)), ("ahead", Number(ahead)));
        run.Cut(0, 60_000, 800_000).Run().Check();
    }

    [Theory]
    [InlineData("omitPrepared", 3, 1)]
    [InlineData("omitPrepared", 1, 2)]
    [InlineData("lowerCheckpoint", 3, 3)]
    [InlineData("lowerCheckpoint", 1, 4)]
    [InlineData("higherCheckpoint", 3, 5)]
    [InlineData("perRecipient", 3, 6)]
    [InlineData("perRecipient", 1, 7)]
    public void A_replica_of_4_that_lies_in_its_view_changes_loses_no_decision(string form, int liar, ulong seed)
    {
        var run = new AttackRun(seed, 4, [liar], isLong: true).Lie(liar, "LyingViewChange", ("form", Text(form)));
        run.Cut(0, 150_000, 900_000).Cut(2, 1_700_000, 600_000).Run().Check();
    }

    [Theory]
    [InlineData(20, 1, false, 1)]
    [InlineData(100, 1, true, 2)]
    [InlineData(50, 1_000_000, false, 3)]
    public void One_of_4_that_asks_for_views_without_end_moves_nobody(int everyMs, int step, bool onlyNext, ulong seed)
    {
        var run = new AttackRun(seed, 4, [3]).Lie(3, "ViewChangeStorm",
            ("everyMs", Number(everyMs)), ("step", Number(step)), ("onlyNext", Flag(onlyNext)));
        run.Run().Check();
        Assert.Equal(0UL, run.Views.Highest.Value);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Two_of_7_that_ask_for_views_without_end_move_nobody(ulong seed)
    {
        var run = new AttackRun(seed, 7, [5, 6]).Lie(5, "ViewChangeStorm").Lie(6, "ViewChangeStorm");
        run.Run().Check();
        Assert.Equal(0UL, run.Views.Highest.Value);
    }

    [Theory]
    [InlineData(500, 0, false, 1)]
    [InlineData(900, 50, true, 2)]
    public void A_network_that_cuts_each_leader_until_gst_stops_nothing(int forMs, int afterMs, bool oneWay, ulong seed)
    {
        var run = new AttackRun(seed, 4, [3], gst: 4_000_000).Lie(3, "LeaderTargeting",
            ("forMs", Number(forMs)), ("afterMs", Number(afterMs)), ("oneWay", Flag(oneWay)));
        run.Run().Check();
        Assert.True(run.Fired > 1);
    }
}
