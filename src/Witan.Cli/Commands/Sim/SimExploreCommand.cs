using System.CommandLine;
using System.Globalization;
using Witan.Cli.Output;
using Witan.Simulation.Exploring;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;

namespace Witan.Cli.Commands.Sim;

/// <summary>Draws scenarios from seeds and runs them on several cores.</summary>
internal static class SimExploreCommand
{
    /// <summary>Failures that are written down at most; more say nothing new.</summary>
    private const int MaxFailures = 10;

    public static Command Create()
    {
        var protocol = new Option<string>("--protocol")
        {
            Description = "Ordering protocol: " + Registrations.ProtocolNames + ".", DefaultValueFactory = _ => "pbft",
        };
        var seeds = new Option<string>("--seeds")
        {
            Description = "FIRST..END (END excluded), or how many from 0.", DefaultValueFactory = _ => "1000",
        };
        var sizes =
            new Option<string>("--n") { Description = "Cluster sizes, by commas.", DefaultValueFactory = _ => "4,7" };
        var jobs = SimOptions.Jobs();
        var folder = new Option<string>("--out")
        {
            Description = "Where failing scenarios are written.", DefaultValueFactory = _ => "sim-failures",
        };
        var json = Shared.Json();
        var command = new Command("explore", "Run random scenarios: faults before GST, progress after it.")
        {
            protocol, seeds, sizes, jobs, folder, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var range = SeedRange.Parse(parsed.GetValue(seeds)!)
                ?? throw new UsageException(
                    $"--seeds is FIRST..END (END excluded) or a number, and 1 to {SeedRange.MaxCount} seeds, not "
                    + $"'{parsed.GetValue(seeds)}'");
            var counts = SizesOf(parsed.GetValue(sizes)!);
            return LongWork.Run(() => Explore(
                parsed.GetValue(protocol)!, range, counts, parsed.GetValue(jobs), parsed.GetValue(folder)!,
                parsed.GetValue(json), cancellation));
        });
        return command;
    }

    private static int Explore(
        string protocol, SeedRange seeds, List<int> sizes, int jobs, string folder, bool json,
        CancellationToken cancellation)
    {
        Registrations.Protocol(protocol);
        var tally = new ExploreTally();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        using (var progress = new ProgressLine("runs", seeds.Count * (ulong)sizes.Count, show: !json))
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = jobs };
            Parallel.For(0L, (long)seeds.Count, options, (i, state) =>
            {
                foreach (var n in sizes)
                {
                    if (cancellation.IsCancellationRequested) return;
                    var scenario = RandomScenario.Draw(seeds.First + (ulong)i, n, protocol);
                    var result = new ScenarioRun(scenario, scenario.Seed, SimOptions.SetupOf(scenario)).Run();
                    // At once: who ends a long exploration before its time has what it found.
                    if (!result.Holds && result.Lock is null)
                        ScenarioFile.Write(FileOf(folder, scenario), ScenarioWriter.Write(scenario));
                    tally.Add(scenario, result);
                    progress.Advance();
                }

                tally.EndSeed();
                if (tally.Failures.Count >= MaxFailures || cancellation.IsCancellationRequested) state.Stop();
            });
        }

        List<string> written = [.. tally.Failures.Select(f => FileOf(folder, f.Scenario))];
        if (json) tally.PrintJson(seeds, protocol, watch.Elapsed, written);
        else tally.PrintText(seeds, protocol, watch.Elapsed, written);
        return LongWork.ExitOf(tally.Failures.Count, cancellation);
    }

    /// <summary>One scenario file per failure, so that it can be replayed, shrunk and kept.</summary>
    private static string FileOf(string folder, Scenario scenario) => Path.Combine(folder, scenario.Name + ".json");

    private static List<int> SizesOf(string text)
    {
        var sizes = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n is < 4 or > 128)
                throw new UsageException($"--n takes whole numbers from 4 to 128, by commas, not '{part}'");
            sizes.Add(n);
        }

        return sizes;
    }
}
