using Witan.Simulation.Exploring;
using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>Seeds of `sim explore` that taught something about what exploration may ask for.</summary>
public sealed class ExploredSeedsTests
{
    /// <summary>
    /// A commit stands in a lower view, and a liar that goes on talking keeps the others from a quorum: by two
    /// proposals (701), a garbled one (560), a preparation withheld (1215), a commit made up (1400), deaf (1406), by
    /// spoiling view after view (1488), or while a proposal is lost that nobody who answers says again (1164).
    /// </summary>
    [Theory]
    [InlineData(701, 4)]
    [InlineData(560, 7)]
    [InlineData(1215, 4)]
    [InlineData(1400, 4)]
    [InlineData(1406, 7)]
    [InlineData(1488, 7)]
    [InlineData(1164, 4)]
    public void Dbft_beside_a_liar_that_talks_is_locked_says_so_and_is_judged_so(ulong seed, int n)
    {
        var result = ProductRun.Of(RandomScenario.Draw(seed, n, "dbft"), isStrict: false);

        Assert.Equal(["O10 progress"], result.Violations.Select(v => v.Oracle));
        Assert.NotNull(result.Lock);
    }

    [Fact]
    public void Nothing_is_asked_of_a_new_call_where_the_only_client_shares_its_key_with_a_liar()
    {
        var scenario = RandomScenario.Draw(1312, 4, "dbft");
        Assert.Equal((1, 0), (scenario.Cluster.Clients, scenario.Cluster.Gateways));

        Assert.True(ProductRun.Of(scenario, isStrict: false).Holds);
    }

    [Fact]
    public void Streamlet_decides_beside_a_liar_that_only_some_hear_while_clocks_are_close() =>
        Assert.True(ProductRun.Of(RandomScenario.Draw(1003, 4, "streamlet"), isStrict: false).Holds);

    /// <summary>
    /// It takes decisions of the old configuration and steps into the new one at once: the views of the old one are
    /// over then, and those of the new one begin.
    /// </summary>
    [Theory]
    [InlineData(1254)]
    [InlineData(2232)]
    public void Views_begin_anew_for_a_replica_that_was_off_while_the_configuration_changed(ulong seed) =>
        Assert.True(ProductRun.Of(RandomScenario.Draw(seed, 7, "hotstuff-2chain"), isStrict: false).Holds);

    /// <summary>Two of four hear nobody for good: no quorum speaks, and no rule of dBFT is to blame.</summary>
    [Fact]
    public void Dbft_that_is_cut_in_halves_for_good_stands_still_and_is_not_called_locked()
    {
        var halves = RandomScenario.Draw(701, 4, "dbft") with
        {
            Cluster = new ClusterSpec { N = 4, Clients = 1 },
            Network = new NetworkSpec(),
            Faults =
            [
                new FaultSpec(new Trigger.AtMs { Ms = 0 }, new FaultAction.Partition
                {
                    Groups = [[NodeName.Replica(0), NodeName.Replica(1)], [NodeName.Replica(2), NodeName.Replica(3)]],
                }),
            ],
        };

        var result = ProductRun.Of(halves, isStrict: false);

        Assert.Equal(["O10 progress"], result.Violations.Select(v => v.Oracle));
        Assert.Null(result.Lock);
    }
}
