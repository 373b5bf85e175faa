using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;
using Witan.Simulation.Tests.Scenarios;
using Witan.Simulation.Tracing;
using Xunit;

namespace Witan.Simulation.Tests.Tracing;

/// <summary>
/// The pictures on the pages of the protocols are those that the simulator draws now. <c>WITAN_ACCEPT_DOCS=1</c> draws
/// them anew.
/// </summary>
public sealed class PictureTests
{
    private static readonly string Pictures = Path.Combine(Files.Root(), "docs", "protocols", "pictures");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.json")
        .Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "scenarios", "pictures");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_picture_is_what_its_scenario_draws(string name)
    {
        var (result, chart) = Draw(name);
        var drawn = SvgChart.Write(chart);
        var file = Path.Combine(Pictures, name + ".svg");
        if (Environment.GetEnvironmentVariable("WITAN_ACCEPT_DOCS") == "1") File.WriteAllText(file, drawn);

        Assert.True(result.Holds, string.Join('\n', result.Violations.Select(v => v.Oracle + ": " + v.Text)));
        Assert.True(
            File.Exists(file) && File.ReadAllText(file) == drawn,
            $"{file}: run this test with WITAN_ACCEPT_DOCS=1 and review the change");
    }

    [Fact]
    public void Every_protocol_has_a_picture_of_a_decision_and_of_a_crash_and_its_page_shows_both()
    {
        var expected = KnownProtocols.Descriptions
            .SelectMany(d => new[] { d.Name + "-decision", d.Name + "-leader-crash" }).ToHashSet();
        var pages = string.Concat(
            Directory.GetFiles(Path.Combine(Files.Root(), "docs", "protocols"), "*.md").Select(File.ReadAllText));

        Assert.Equal(expected, Names.Select(n => n.Data).ToHashSet());
        Assert.Equal(
            expected, Directory.GetFiles(Pictures).Select(f => Path.GetFileNameWithoutExtension(f)).ToHashSet());
        Assert.All(expected, name => Assert.Contains($"](pictures/{name}.svg)", pages, StringComparison.Ordinal));
    }

    [Fact]
    public void A_picture_shows_the_crash_and_what_the_protocol_decides_and_nothing_that_goes_by_the_clock()
    {
        var chart = Draw("pbft-leader-crash").Chart;

        Assert.Single(chart.Rows, row => row.Mark == ChartMark.Crash);
        Assert.Contains(chart.Rows, row => row.Label.StartsWith("NewView", StringComparison.Ordinal));
        Assert.Contains(chart.Rows, row => row.Label.StartsWith("Decided", StringComparison.Ordinal));
        Assert.DoesNotContain(chart.Rows, row => row.Label.StartsWith("Progress", StringComparison.Ordinal));
        Assert.DoesNotContain(chart.Rows, row => row.Label.StartsWith("Status", StringComparison.Ordinal));
    }

    [Fact]
    public void Moments_and_names_cut_a_picture()
    {
        var range = new PictureRange { From = 15_000, To = 25_000, Messages = ["PrePrepare"] };

        var rows = Draw("pbft-decision", range).Chart.Rows;

        Assert.Equal(3, rows.Count(row => row.Mark == ChartMark.Arrow));
        Assert.All(rows, row => Assert.InRange(row.At, 15_000, 25_000));
    }

    private static (RunResult Result, SequenceChart Chart) Draw(string name, PictureRange? range = null)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, name + ".json"));
        var scenario = ScenarioReader.Read(bytes, KnownProtocols.Descriptions).Scenario!;
        var (protocol, description) = KnownProtocols.All.Single(p => p.Protocol.Name == scenario.Protocol.Name);
        var setup = new RunSetup { Protocol = protocol, Description = description, Service = new NullService() };
        return RunPicture.Draw(scenario, scenario.Seed, setup, range ?? new PictureRange());
    }
}
