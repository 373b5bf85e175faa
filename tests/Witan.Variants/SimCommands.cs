using System.Globalization;
using Witan.Simulation.Exploring;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;
using Witan.Variants.Hunting;

namespace Witan.Variants;

/// <summary>
/// The simulator over the product with one planted bug: a scenario file, or random scenarios until one fails.
/// </summary>
internal static class SimCommands
{
    private const int Found = 1;
    private const int Misused = 2;

    /// <summary>Runs the seeds of a file until one fails.</summary>
    /// <returns>0 when all hold, 1 when one fails, 2 for a bad file.</returns>
    public static int RunFile(string path, ulong? seeds)
    {
        Scenario scenario;
        try
        {
            scenario = TrialRunner.Read(path);
        }
        catch (InvalidDataException bad)
        {
            Console.Error.WriteLine(bad.Message);
            return Misused;
        }

        var count = seeds ?? (ulong)scenario.Repeat;
        for (ulong i = 0; i < count; i++)
        {
            if (!Holds(scenario, scenario.Seed + i)) return Found;
        }

        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{Variant.Active}: {scenario.Name} holds on {count} seeds"));
        return 0;
    }

    /// <summary>Plays the first seed of a file and draws what led to its end.</summary>
    /// <returns>0 when it holds, 1 when it fails, 2 for a bad file.</returns>
    public static int Replay(string path, int rows)
    {
        Scenario scenario;
        try
        {
            scenario = TrialRunner.Read(path);
        }
        catch (InvalidDataException bad)
        {
            Console.Error.WriteLine(bad.Message);
            return Misused;
        }

        var setup = TrialRunner.SetupOf(scenario) with { AlwaysChart = true, ChartRows = rows };
        var result = new ScenarioRun(scenario, scenario.Seed, setup).Run();
        Console.WriteLine(result.Chart);
        foreach (var line in result.Standing) Console.WriteLine(line);
        foreach (var violation in result.Violations) Console.WriteLine($"{violation.Oracle}: {violation.Text}");
        return result.Holds ? 0 : Found;
    }

    /// <summary>Draws scenarios of the given sizes, seed by seed, until one fails.</summary>
    public static int Explore(ulong first, ulong end, IReadOnlyList<int> sizes)
    {
        for (var seed = first; seed < end; seed++)
        {
            foreach (var n in sizes)
            {
                if (!Holds(RandomScenario.Draw(seed, n, "pbft"), seed)) return Found;
            }
        }

        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{Variant.Active}: survives seeds {first}..{end}"));
        return 0;
    }

    private static bool Holds(Scenario scenario, ulong seed)
    {
        if (TrialRunner.Run(scenario, seed) is not { } finding) return true;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Variant.Active}: killed by {scenario.Name}, seed {seed}: {finding.Oracle}: {finding.Text}"));
        return false;
    }
}
