using Witan.Simulation.Exploring;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;
using Witan.Variants.Situations;

namespace Witan.Variants.Hunting;

/// <summary>Plays trials on the variant of this process.</summary>
internal static class TrialRunner
{
    /// <returns>What failed; null if all held.</returns>
    /// <exception cref="InvalidDataException">The file is no scenario, or there is no such situation.</exception>
    public static Finding? Run(Trial trial) => trial switch
    {
        Trial.OfSituation situation => Play(Situation.Find(situation.Name)
            ?? throw new InvalidDataException($"there is no situation {situation.Name}")),
        Trial.OfFile file when Read(ScenarioFolder.PathOf(file.Name)) is var scenario =>
            Run(scenario, scenario.Seed + file.Nth - 1),
        Trial.OfExploration exploration => Run(
            RandomScenario.Draw(exploration.Seed, exploration.N, "pbft"), exploration.Seed),
        _ => throw new InvalidDataException($"{trial} cannot be run"),
    };

    public static Scenario Read(string path)
    {
        var reading = ScenarioReader.Read(File.ReadAllBytes(path), KnownProtocols.Descriptions);
        return reading.Scenario ?? throw new InvalidDataException(string.Join(
            Environment.NewLine, reading.Problems.Select(problem => $"{path}: {problem}")));
    }

    /// <summary>One seed of a scenario. A planted bug may make product code throw what nobody catches.</summary>
    public static Finding? Run(Scenario scenario, ulong seed)
    {
        try
        {
            var result = new ScenarioRun(scenario, seed, SetupOf(scenario)).Run();
            return result.Holds ? null : new Finding(result.Violations[0].Oracle, result.Violations[0].Text);
        }
        catch (Exception failure) when (Variant.Active != VariantName.None)
        {
            return new Finding("exception", failure.GetType().Name + ": " + failure.Message);
        }
    }

    private static Finding? Play(Situation situation) =>
        situation.Run() is { } fault ? new Finding(fault, string.Empty) : null;

    /// <summary>The product's protocol and service that a scenario names.</summary>
    public static RunSetup SetupOf(Scenario scenario)
    {
        var (protocol, description) = KnownProtocols.All.First(p => p.Protocol.Name == scenario.Protocol.Name);
        return new RunSetup
        {
            Protocol = protocol,
            Description = description,
            Service = scenario.Cluster.App switch
            {
                ApplicationKind.Counter => new CounterService(),
                ApplicationKind.None => new NullService(),
                _ => new RegistryService(),
            },
        };
    }
}
