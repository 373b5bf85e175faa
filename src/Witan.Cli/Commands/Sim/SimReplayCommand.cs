using System.CommandLine;
using Witan.Cli.Parsing;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;

namespace Witan.Cli.Commands.Sim;

/// <summary>Runs one seed again and shows what happened around the first violation, or at the end.</summary>
internal static class SimReplayCommand
{
    private const int MaxRows = 100_000;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A scenario file." };
        var seed = SimOptions.Seed();
        var protocol = SimOptions.Protocol();
        var rows = Numbers.Option("--rows", "Rows of the sequence chart before what it is about", 1, MaxRows, 60);
        var command =
            new Command("replay", "Run one seed again and draw its sequence chart.") { file, seed, rows, protocol };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            var reading = ScenarioFile.Read(path, parsed.GetValue(protocol));
            if (reading.Scenario is not { } scenario)
            {
                ScenarioFile.SayProblems(path, reading);
                return ExitCode.Usage;
            }

            return Replay(path, scenario, parsed.GetValue(seed) ?? scenario.Seed, parsed.GetValue(rows));
        });
        return command;
    }

    private static int Replay(string path, Scenario scenario, ulong seed, int rows)
    {
        var setup = SimOptions.SetupOf(scenario) with { AlwaysChart = true, ChartRows = rows };
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var result = new ScenarioRun(scenario, seed, setup).Run();
        if (result.Holds) Console.WriteLine(result.Chart);
        var report = new SimReport(path, scenario, new SeedRange(seed, 1), [result], watch.Elapsed);
        report.PrintText();
        Console.WriteLine("trace digest: " + result.TraceDigest);
        return report.Holds ? ExitCode.Done : ExitCode.Failed;
    }
}
