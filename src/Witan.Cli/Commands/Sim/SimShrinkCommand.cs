using System.CommandLine;
using System.Globalization;
using Witan.Cli.Parsing;
using Witan.Simulation.Checking;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Shrinking;

namespace Witan.Cli.Commands.Sim;

/// <summary>Makes a failing scenario smaller and writes it down.</summary>
internal static class SimShrinkCommand
{
    private const int MaxTries = 1_000_000;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A scenario file that fails." };
        var seed = SimOptions.Seed("The seed that fails, in the place of the file's");
        var target = new Option<string?>("--out")
        {
            Description = "Where the smaller one is written; else beside the file, as .shrunk.json.",
        };
        var tries = Numbers.Option("--tries", "Runs at most", 1, MaxTries, 500);
        var protocol = SimOptions.Protocol();
        var command = new Command(
            "shrink",
            "Leave out of a failing scenario what the failure does not need; exit code 1 if it does not fail.")
        {
            file, seed, target, tries, protocol,
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

            return Shrink(
                scenario with { Seed = parsed.GetValue(seed) ?? scenario.Seed },
                parsed.GetValue(target) ?? Path.ChangeExtension(path, ".shrunk.json"), parsed.GetValue(tries));
        });
        return command;
    }

    private static int Shrink(Scenario scenario, string target, int tries)
    {
        var told = string.Empty;
        var budget = new TryBudget(tries);
        var shrinker = new ScenarioShrinker(Run, Registrations.ScenarioProtocols, budget)
        {
            Stage = (stage, smallest) =>
            {
                var size = SizeOf(smallest);
                if (size == told) return;
                told = size;
                CommandLine.Say(string.Create(CultureInfo.InvariantCulture, $"{budget.Used} runs, {stage}: {size}"));
            },
        };
        if (shrinker.Shrink(scenario) is not { } shrinking)
        {
            CommandLine.Say(string.Create(
                CultureInfo.InvariantCulture, $"{scenario.Name} holds with seed {scenario.Seed}"));
            return ExitCode.Failed;
        }

        ScenarioFile.Write(target, ScenarioWriter.Write(shrinking.Smallest));
        var minimal = shrinking.IsMinimal ? "nothing more can be left out" : "the tries are over";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{shrinking.Oracle}: from {SizeOf(scenario)} to {SizeOf(shrinking.Smallest)}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{shrinking.Tries} runs; {minimal}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"replay: {SimOptions.Program} sim replay {target} --seed {shrinking.Smallest.Seed}"));
        return ExitCode.Done;
    }

    private static IReadOnlyList<Violation> Run(Scenario scenario) =>
        new ScenarioRun(scenario, scenario.Seed, SimOptions.SetupOf(scenario)).Run().Violations;

    private static string SizeOf(Scenario scenario) => string.Create(
        CultureInfo.InvariantCulture,
        $"{scenario.Faults.Count} faults, {scenario.Script.Count} + {scenario.Workload.Ops} operations, ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"{scenario.Cluster.Clients} clients, {scenario.Cluster.N} replicas, ")
        + string.Create(CultureInfo.InvariantCulture, $"{ScenarioWriter.Write(scenario).Length} bytes");
}
