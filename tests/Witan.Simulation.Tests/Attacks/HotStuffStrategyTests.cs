using Witan.Core.Ordering;
using Witan.Protocols.HotStuff;
using Witan.Simulation.Chance;
using Witan.Simulation.Scenarios;
using Xunit;
using static Witan.Simulation.Tests.Attacks.AttackRun;

namespace Witan.Simulation.Tests.Attacks;

/// <summary>Strategies that speak HotStuff: each strikes in every mode, and harms nobody.</summary>
public sealed class HotStuffStrategyTests
{
    public static TheoryData<string> Modes => ["hotstuff", "hotstuff-2chain", "hotstuff-basic"];

    [Theory]
    [MemberData(nameof(Modes))]
    public void A01_two_nodes_of_one_view_are_shown(string mode) =>
        New(mode).Lie(1, "EquivocateProposal", ("content", Text("time"))).Run().Check();

    [Theory]
    [MemberData(nameof(Modes))]
    public void A02_votes_for_two_nodes_are_proved_where_they_meet(string mode)
    {
        var run = New(mode).Lie(1, "DoubleVote").Lie(1, "Replay", ("everyMs", Number(1))).Run().Check();

        Assert.Equal(run.Met.Contains(1u), run.IsProved(1));
    }

    [Theory]
    [InlineData("hotstuff", "always")]
    [InlineData("hotstuff-2chain", "leader")]
    [InlineData("hotstuff-basic", "always")]
    [InlineData("hotstuff", "deciding")]
    public void A03_votes_are_withheld(string mode, string when) =>
        New(mode).Lie(1, "VoteWithhold", ("when", Text(when)), ("leader", Number(2))).Run().Check();

    [Theory]
    [MemberData(nameof(Modes))]
    public void A04_votes_come_views_later(string mode) =>
        New(mode).Lie(1, "LateVoteRelease", ("views", Number(2))).Run().Check();

    [Theory]
    [MemberData(nameof(Modes))]
    public void A05_certificates_are_shown_to_one(string mode) => New(mode).Lie(1, "HideQC").Run().Check();

    [Theory]
    [MemberData(nameof(Modes))]
    public void A06_votes_of_other_views_are_refused(string mode)
    {
        var run = New(mode).Lie(1, "StaleView").Run().Check();

        Assert.Contains(
            run.Correct.SelectMany(r => r.Rejections.Keys), name => name == nameof(HotStuffRejection.OutsideViews));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A31_alone_moves_no_view_beyond_what_others_gave_up(string mode) =>
        New(mode).Lie(1, "ViewChangeStorm", ("step", Number(1000))).Run().Check();

    [Theory]
    [InlineData("older")]
    [InlineData("unjustified")]
    public void X04_without_a_TC_no_other_branch_is_taken(string form)
    {
        foreach (var mode in (string[])["hotstuff", "hotstuff-2chain", "hotstuff-basic"])
            New(mode).Lie(1, "ForkBranch", ("form", Text(form))).Run().Check();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_liar_of_four_with_all_strategies_in_any_order_stops_nobody(ulong seed)
    {
        foreach (var mode in (string[])["hotstuff", "hotstuff-2chain", "hotstuff-basic"])
        {
            var run = new AttackRun(seed, 4, [1], isLong: true, protocol: Of(mode));
            foreach (var strategy in Shuffled(seed, mode)) run.Lie(1, strategy);

            run.Run();

            Assert.True(run.Fired > 0);
        }
    }

    private static AttackRun New(string mode) => new(1, 4, [1], isLong: true, protocol: Of(mode));

    private static IProtocol Of(string name) =>
        HotStuffDescription.All.Single(description => description.Name == name).Rotating!;

    private static List<string> Shuffled(ulong seed, string mode)
    {
        List<string> names = [.. StrategyCatalogue.All.Where(s => s.IsDefinedFor(mode)).Select(s => s.Name)];
        new Dice(seed, "order of strategies").Shuffle(names);
        return names;
    }
}
