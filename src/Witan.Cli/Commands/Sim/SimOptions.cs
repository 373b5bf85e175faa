using System.CommandLine;
using Witan.Cli.Parsing;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;

namespace Witan.Cli.Commands.Sim;

/// <summary>Options that several subcommands have, and what they mean.</summary>
internal static class SimOptions
{
    /// <summary>How this program is called, for the command that replays a failure.</summary>
    public static string Program { get; set; } = "./witan";

    /// <summary>Runs at a time; more threads than this only wait for each other.</summary>
    private const int MaxJobs = 1024;

    // What came of every seed is kept until the end.
    private const ulong MaxSeeds = 1_000_000;

    public static Option<ulong?> Seed(string meaning = "Run this seed only, in the place of the file's") =>
        Numbers.Optional<ulong>("--seed", meaning, 0, ulong.MaxValue);

    public static Option<ulong?> Seeds() =>
        Numbers.Optional<ulong>("--seeds", "Run so many consecutive seeds from the first one", 1, MaxSeeds);

    public static Option<int> Jobs() =>
        Numbers.Option("--jobs", "Runs at a time", 1, MaxJobs, Math.Min(Environment.ProcessorCount, MaxJobs));

    public static Option<string?> Protocol() => new("--protocol")
    {
        Description = "In the place of the file's protocol: " + Registrations.ScenarioProtocolNames + ".",
    };

    /// <summary>--seed runs one seed, --seeds so many from it; neither uses `repeat`.</summary>
    public static SeedRange SeedsOf(Scenario scenario, ulong? seed, ulong? seeds)
    {
        var count = seeds ?? (seed is null ? (ulong)scenario.Repeat : 1);
        var first = seed ?? scenario.Seed;
        return ulong.MaxValue - first >= count - 1
            ? new SeedRange(first, count)
            : throw new UsageException($"there are no {count} seeds from {first} on: the last one is {ulong.MaxValue}");
    }

    public static RunSetup SetupOf(Scenario scenario) => new()
    {
        Protocol = Registrations.Protocol(scenario.Protocol.Name),
        Description = Registrations.Description(scenario.Protocol.Name),
        Service = ServiceOf(scenario.Cluster.App),
    };

    public static IService ServiceOf(ApplicationKind application) => application switch
    {
        ApplicationKind.Counter => new CounterService(),
        ApplicationKind.None => new NullService(),
        _ => new RegistryService(),
    };
}
