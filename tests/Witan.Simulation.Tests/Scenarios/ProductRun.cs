using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>One seed of a scenario on the product, as `sim run` plays it.</summary>
internal static class ProductRun
{
    /// <param name="scenario">Whose own seed is run.</param>
    /// <param name="isStrict">Whether a fault that never happens is a failure.</param>
    public static RunResult Of(Scenario scenario, bool isStrict)
    {
        var (protocol, description) = KnownProtocols.All.Single(p => p.Protocol.Name == scenario.Protocol.Name);
        var setup = new RunSetup
        {
            Protocol = protocol, Description = description, Strict = isStrict,
            Service = scenario.Cluster.App switch
            {
                ApplicationKind.Counter => new CounterService(),
                ApplicationKind.None => new NullService(),
                _ => new RegistryService(),
            },
        };
        return new ScenarioRun(scenario, scenario.Seed, setup).Run();
    }
}
