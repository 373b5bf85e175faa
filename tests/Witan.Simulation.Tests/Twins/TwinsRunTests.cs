using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;
using Witan.Simulation.Twins;
using Xunit;

namespace Witan.Simulation.Tests.Twins;

public sealed class TwinsRunTests
{
    private static readonly IReadOnlyList<IReadOnlyList<int>> Whole = [[0, 1, 2, 3, 4]];

    /// <summary>Nodes 4 and 5 are the second instances of replicas 0 and 1: each half has three keys of four.</summary>
    [Fact]
    public void Two_twins_of_four_fork_in_two_halves_and_the_agreement_oracle_sees_it()
    {
        var result = Run([0, 1], [[0, 1, 2], [3, 4, 5]]);

        Assert.Equal("O1 agreement", result.Violations[0].Oracle);
    }

    [Theory]
    [InlineData("0 1 2|3 4")]
    [InlineData("0 1|2 3 4")]
    [InlineData("0 4|1 2 3")]
    [InlineData("0|1 2 3 4")]
    public void One_twin_of_four_forks_nothing_and_everything_is_answered_after_the_heal(string blocks)
    {
        IReadOnlyList<IReadOnlyList<int>> partition =
            [.. blocks.Split('|').Select(b => (IReadOnlyList<int>)[.. b.Split(' ').Select(int.Parse)])];

        var result = Run([0], partition);

        Assert.Empty(result.Violations);
        Assert.Equal((4 * 3) + 1, result.Acknowledged);
    }

    [Fact]
    public void A_whole_network_changes_its_view_at_the_end_of_each_round()
    {
        var result = Run([0], Whole);

        Assert.Empty(result.Violations);
        Assert.True(result.HighestView >= 3, $"highest view {result.HighestView}");
    }

    [Fact]
    public void Nobody_hears_another_block_in_the_view_of_a_round()
    {
        var run = new TwinsRun(SetupOf([0]), CaseOf([[0, 1, 2], [3, 4]], rounds: 2));
        var heard = new HeardProposals();
        run.Cluster.Observe(heard);

        run.Run();

        Assert.Contains((NodeName.Replica(0), NodeName.Replica(1), 0UL), heard.InView);
        Assert.Contains((NodeName.Twin(0), NodeName.Replica(3), 0UL), heard.InView);
        Assert.DoesNotContain((NodeName.Replica(0), NodeName.Replica(3), 0UL), heard.InView);
        Assert.DoesNotContain((NodeName.Twin(0), NodeName.Replica(1), 0UL), heard.InView);
    }

    [Fact]
    public void The_same_case_gives_the_same_run()
    {
        var first = Run([0], [[0, 1, 2], [3, 4]]);
        var second = Run([0], [[0, 1, 2], [3, 4]]);

        Assert.Equal(first.Events, second.Events);
        Assert.Equal(first.Acknowledged, second.Acknowledged);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_case_is_found_again_by_its_number(bool drawn)
    {
        var cases = new TwinsCases(SetupOf([0]).Input, 7, drawn);

        Assert.Equal(cases.All().ElementAt(25).ToString(), cases.Find(25)!.ToString());
    }

    [Fact]
    public void There_is_no_case_behind_the_last_one()
    {
        var cases = new TwinsCases(TwinsInput.WithLeadersInTurn(4, [0], 3, 1, 2), 1, drawn: false);
        var count = (long)cases.Count!.Value;

        Assert.NotNull(cases.Find(count - 1));
        Assert.Null(cases.Find(count));
    }

    private static TwinsResult Run(int[] twins, IReadOnlyList<IReadOnlyList<int>> blocks) =>
        new TwinsRun(SetupOf(twins), CaseOf(blocks, rounds: 4)).Run();

    private static TwinsCase CaseOf(IReadOnlyList<IReadOnlyList<int>> blocks, int rounds) =>
        new([.. Enumerable.Range(0, rounds).Select(round => new TwinsRound(round % 4, blocks))]);

    private static TwinsSetup SetupOf(int[] twins) => new()
    {
        Input = TwinsInput.WithLeadersInTurn(4, twins, 3, 4, 2),
        Protocol = new Protocols.Pbft.Protocol(),
        Description = PbftDescription.Value,
        Service = new CounterService(),
    };
}
