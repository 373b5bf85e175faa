using System.CommandLine;
using System.Text;
using Witan.Cli.Parsing;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Tracing;

namespace Witan.Cli.Commands.Sim;

/// <summary>Draws the messages of one seed as an SVG picture, for pages.</summary>
internal static class SimPictureCommand
{
    private const long LastMoment = 86_400_000;
    private const int MaxRows = 5_000;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A scenario file." };
        var seed = SimOptions.Seed();
        var protocol = SimOptions.Protocol();
        var output = new Option<string?>("--out")
        {
            Description = "The picture. Default: the file's name with .svg, here.",
        };
        var from = Numbers.Option("--from", "First moment shown, in ms", 0L, LastMoment, 0L);
        var to = Numbers.Option("--to", "Last moment shown, in ms", 0L, LastMoment, LastMoment);
        var messages = new Option<string?>("--messages")
        {
            Description = "Names of messages to show, by commas. Default: the ordering protocol's, Bundle and Reply.",
        };
        var command = new Command("picture", "Run one seed and draw its messages as an SVG sequence chart.")
        {
            file, seed, protocol, output, from, to, messages,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            var reading = ScenarioFile.Read(path, parsed.GetValue(protocol));
            if (reading.Scenario is not { } scenario)
            {
                ScenarioFile.SayProblems(path, reading);
                return ExitCode.Usage;
            }

            var range = new PictureRange
            {
                From = parsed.GetRequiredValue(from) * 1_000, To = parsed.GetRequiredValue(to) * 1_000,
                Messages = NamesOf(parsed.GetValue(messages), scenario.Protocol.Name),
            };
            var target = parsed.GetValue(output) ?? Path.GetFileNameWithoutExtension(path) + ".svg";
            return Draw(scenario, parsed.GetValue(seed) ?? scenario.Seed, range, target);
        });
        return command;
    }

    private static int Draw(Scenario scenario, ulong seed, PictureRange range, string target)
    {
        var (result, chart) = RunPicture.Draw(scenario, seed, SimOptions.SetupOf(scenario), range);
        if (chart.Rows.Count > MaxRows)
            throw new UsageException(
                $"the picture would have {chart.Rows.Count} rows, more than {MaxRows}; show less of the run with "
                + "--from, --to and --messages");
        ScenarioFile.Write(target, Encoding.UTF8.GetBytes(SvgChart.Write(chart)));
        Console.WriteLine($"{target}: {chart.Rows.Count} rows of seed {seed}");
        if (result.Violations is not [var first, ..]) return ExitCode.Done;
        CommandLine.Say($"the scenario fails at this seed: {first.Oracle}: {first.Text}");
        return ExitCode.Failed;
    }

    /// <summary>A name may be any that a file of this protocol may use and a chart shows.</summary>
    private static string[] NamesOf(string? text, string protocol)
    {
        if (text is null) return [];
        string[] names = text.Split(',', StringSplitOptions.TrimEntries);
        string[] known = [.. Registrations.Description(protocol).Messages.Select(m => m.Name)];
        foreach (var name in names)
        {
            if (!known.Contains(name))
                throw new UsageException($"{protocol} has no message '{name}'" + Nearest.Hint(name, known));
        }

        return names;
    }
}
