using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;
using Witan.Simulation.Twins;
using Xunit;

namespace Witan.Simulation.Tests.Twins;

/// <summary>X4: HotStuff with an id that runs twice, another leader in each view, under cases drawn from all.</summary>
public sealed class TwinsHotStuffTests
{
    private const int Cases = 20;

    public static TheoryData<string> Modes => ["hotstuff", "hotstuff-2chain", "hotstuff-basic"];

    [Theory]
    [MemberData(nameof(Modes))]
    public void X4_one_twin_of_four_forks_nothing_and_everything_is_answered_after_the_heal(string mode)
    {
        var setup = SetupOf(mode);

        var failed = new TwinsCases(setup.Input, 1, drawn: true).All().Take(Cases)
            .Select(drawn => (drawn, new TwinsRun(setup, drawn).Run().Violations))
            .Where(run => run.Violations.Count > 0)
            .Select(run => $"{run.drawn}: {run.Violations[0].Oracle}: {run.Violations[0].Text}");

        Assert.Empty(failed);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void The_twin_leads_and_views_change_within_the_rounds(string mode)
    {
        var rounds = Enumerable.Range(0, 6).Select(round => new TwinsRound(round % 4, [[0, 1, 2, 3, 4]]));
        var whole = new TwinsCase([.. rounds]);

        var result = new TwinsRun(SetupOf(mode), whole).Run();

        Assert.Empty(result.Violations);
        Assert.True(result.HighestView >= 6, $"highest view {result.HighestView}");
    }

    private static TwinsSetup SetupOf(string mode)
    {
        var description = HotStuffDescription.All.Single(d => d.Name == mode);
        return new TwinsSetup
        {
            Input = TwinsInput.WithLeadersInTurn(4, [0], 3, 6, 2),
            Protocol = description.Rotating!,
            Description = description,
            Service = new CounterService(),
        };
    }
}
