using Witan.Simulation.Attacks;
using Witan.Simulation.Exploring;
using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>
/// What `sim explore` draws: liars in a bad network until GST, then a good one in which all is answered.
/// </summary>
public sealed class RandomScenarioTests
{
    private static readonly Scenario[] Drawn =
        [.. Enumerable.Range(1, 400).Select(seed => RandomScenario.Draw((ulong)seed, seed % 2 == 0 ? 4 : 7, "pbft"))];

    [Fact]
    public void Attacks_meet_loss_duplication_and_reordering_before_gst_and_nothing_is_lost_after_it()
    {
        Scenario[] attacked = [.. Drawn.Where(s => s.Faults.Any(f => f.Action is FaultAction.Byz))];

        Assert.True(attacked.Length > Drawn.Length / 2);
        Assert.InRange(attacked.Count(s => s.Network.Before.Loss > 0), attacked.Length / 4, attacked.Length);
        Assert.InRange(attacked.Count(s => s.Network.Before.Dup > 0), attacked.Length / 8, attacked.Length);
        Assert.InRange(attacked.Count(s => s.Network.Before.Reorder > 0), attacked.Length / 4, attacked.Length);
        Assert.Contains(attacked, s => s.Network.Before is { Loss: > 0, Dup: > 0, Reorder: > 0 });
        Assert.All(Drawn, s => Assert.Equal(0, s.Network.After.Loss));
    }

    [Fact]
    public void In_the_second_phase_links_are_whole_and_progress_is_asked_for() => Assert.All(Drawn, s =>
    {
        Assert.True(s.Network.GstMs > 0);
        Assert.Contains(
            s.Faults,
            f => f.Action is FaultAction.Heal { Node: null } && f.Trigger is Trigger.AtMs at
                && at.Ms == s.Network.GstMs);
        Assert.Equal(RandomScenario.BoundMs, s.Expect.ProgressWithinMsAfterGst);
        Assert.True(s.Expect is { Safety: true, Linearizable: true });
    });

    [Fact]
    public void Every_strategy_of_the_protocol_is_drawn_and_changed_fields_most_often()
    {
        var drawn = Drawn.SelectMany(s => s.Faults).Select(f => f.Action).OfType<FaultAction.Byz>()
            .GroupBy(b => b.Strategy).OrderByDescending(g => g.Count()).Select(g => g.Key).ToList();

        var possible = AttackFactory.Names.Where(name => StrategyCatalogue.Find(name)!.IsDefinedFor("pbft"));
        Assert.Equal(possible.Order(StringComparer.Ordinal), drawn.Order(StringComparer.Ordinal));
        Assert.Equal("MutateField", drawn[0]);
    }

    [Fact]
    public void Clocks_stay_apart_beside_a_liar_only_as_far_as_the_protocol_assumes()
    {
        Scenario[] drawn = [.. Enumerable.Range(1, 400).Select(s => RandomScenario.Draw((ulong)s, 4, "streamlet"))];

        var beside = drawn.Where(s => s.Cluster.Byzantine.Count > 0).Select(s => s.Clock.SkewMs).Distinct();
        Assert.Equal([default, new MsRange(-25, 25)], beside.OrderBy(r => r.Max));
        var alone = drawn.Where(s => s.Cluster.Byzantine.Count == 0).Select(s => s.Clock.SkewMs).Distinct();
        Assert.Equal([default, new MsRange(-300, 300)], alone.OrderBy(r => r.Max));
        Assert.Contains(Drawn, s => s.Cluster.Byzantine.Count > 0 && s.Clock.SkewMs == new MsRange(-300, 300));
    }
}
