using System.Globalization;
using Witan.Simulation.Exploring;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;

namespace Witan.Variants;

/// <summary>The simulator over the product with one planted bug: a scenario file, or random scenarios until one fails.</summary>
internal static class SimCommands
{
    private const int Found = 1;
    private const int Misused = 2;

    /// <summary>Runs the seeds of a file until one fails.</summary>
    /// <returns>0 when all hold, 1 when one fails, 2 for a bad file.</returns>
    public static int RunFile(string path, ulong? seeds)
    {
        var reading = ScenarioReader.Read(File.ReadAllBytes(path), [PbftDescription.Value]);
        if (reading.Scenario is not { } scenario)
        {
            foreach (var problem in reading.Problems) Console.Error.WriteLine($"{path}: {problem}");
            return Misused;
        }

        var count = seeds ?? (ulong)scenario.Repeat;
        for (ulong i = 0; i < count; i++)
        {
            if (!Holds(scenario, scenario.Seed + i)) return Found;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Variant.Active}: {scenario.Name} holds on {count} seeds"));
        return 0;
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

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Variant.Active}: survives seeds {first}..{end}"));
        return 0;
    }

    private static bool Holds(Scenario scenario, ulong seed)
    {
        var setup = new RunSetup
        {
            Protocol = new Protocols.Pbft.Protocol(), Description = PbftDescription.Value,
            Service = scenario.Cluster.App switch
            {
                ApplicationKind.Counter => new CounterService(),
                ApplicationKind.None => new NullService(),
                _ => new RegistryService(),
            },
        };
        var result = Run(scenario, seed, setup, out var thrown);
        if (result is { Holds: true }) return true;
        var what = result is null ? "crash: " + thrown : result.Violations[0].Oracle + ": " + result.Violations[0].Text;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Variant.Active}: killed by {scenario.Name}, seed {seed}: {what}"));
        return false;
    }

    /// <summary>A planted bug may make product code throw what nobody catches: that is seen too.</summary>
    private static RunResult? Run(Scenario scenario, ulong seed, RunSetup setup, out string thrown)
    {
        thrown = string.Empty;
        try
        {
            return new ScenarioRun(scenario, seed, setup).Run();
        }
        catch (Exception failure) when (Variant.Active.ToString() != "None")
        {
            thrown = failure.GetType().Name + ": " + failure.Message.ReplaceLineEndings(" ");
            return null;
        }
    }
}
