using System.CommandLine;
using Witan.Cli.Output;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;

namespace Witan.Cli.Commands.Sim;

/// <summary>Runs a scenario file, or checks it.</summary>
internal static class SimRunCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A scenario file (witan-scenario/1)." };
        var check = new Option<bool>("--check") { Description = "Validate the file only." };
        var strict = new Option<bool>("--strict") { Description = "Fail if a fault or strategy never happened." };
        var seed = SimOptions.Seed();
        var seeds = SimOptions.Seeds();
        var protocol = SimOptions.Protocol();
        var json = Shared.Json();
        var command = new Command(
            "run", "Run a scenario file; exit code 0 if every expectation holds, 1 if one fails, 2 for a bad file.")
        {
            file, seed, seeds, check, strict, protocol, json,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            var reading = ScenarioFile.Read(path, parsed.GetValue(protocol));
            if (parsed.GetValue(check)) return SimCheck.Show(path, reading, parsed.GetValue(json));
            if (reading.Scenario is not { } scenario)
            {
                ScenarioFile.SayProblems(path, reading);
                return ExitCode.Usage;
            }

            return Run(
                path, scenario, SimOptions.SeedsOf(scenario, parsed.GetValue(seed), parsed.GetValue(seeds)),
                parsed.GetValue(strict), parsed.GetValue(json));
        });
        return command;
    }

    private static int Run(string path, Scenario scenario, SeedRange seeds, bool strict, bool json)
    {
        var setup = SimOptions.SetupOf(scenario) with { Strict = strict };
        var results = new List<RunResult>();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        using (var progress = new ProgressLine("seeds", seeds.Count, show: !json))
        {
            for (ulong i = 0; i < seeds.Count; i++)
            {
                var result = new ScenarioRun(scenario, seeds.First + i, setup).Run();
                results.Add(result);
                progress.Advance();
                if (!result.Holds) break;
            }
        }

        var report = new SimReport(path, scenario, seeds, results, watch.Elapsed);
        if (json) report.PrintJson();
        else report.PrintText();
        return report.Holds ? ExitCode.Done : ExitCode.Failed;
    }
}
