using System.CommandLine;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;

namespace Witan.Cli.Commands.Sim;

/// <summary>Options that several subcommands have, and what they mean.</summary>
internal static class SimOptions
{
    /// <summary>How this program is called, for the command that replays a failure.</summary>
    public static string Program { get; set; } = "./witan";

    public static Option<ulong?> Seed() =>
        new("--seed") { Description = "Run this seed only, in the place of the file's." };

    public static Option<ulong?> Seeds() =>
        new("--seeds") { Description = "Run so many consecutive seeds from the first one." };

    public static Option<string?> Protocol() => new("--protocol")
    {
        Description = "In the place of the file's protocol: " + Registrations.ScenarioProtocolNames + ".",
    };

    /// <summary>--seed runs one seed, --seeds so many from it; neither uses `repeat`.</summary>
    public static SeedRange SeedsOf(Scenario scenario, ulong? seed, ulong? seeds)
    {
        if (seeds == 0) throw new UsageException("--seeds must be at least 1");
        var count = seeds ?? (seed is null ? (ulong)scenario.Repeat : 1);
        return new SeedRange(seed ?? scenario.Seed, count);
    }

    public static RunSetup SetupOf(Scenario scenario) => new()
    {
        Protocol = Registrations.Protocol(scenario.Protocol.Name),
        Description = Registrations.ScenarioProtocols.First(p => p.Name == scenario.Protocol.Name),
        Service = ServiceOf(scenario.Cluster.App),
    };

    public static IService ServiceOf(ApplicationKind application) => application switch
    {
        ApplicationKind.Counter => new CounterService(),
        ApplicationKind.None => new NullService(),
        _ => new RegistryService(),
    };
}
