using Witan.Core.Ordering;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;
using Xunit;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>
/// Every file under scenarios/ holds on the product, and everything in it really happens. `sim run` tries more seeds.
/// </summary>
public sealed class ScenarioFilesTests
{
    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(
            StringComparer.Ordinal)];

    private static readonly IReadOnlyList<(IProtocol Protocol, ProtocolDescription Description)> Protocols =
    [
        (new Witan.Protocols.Pbft.Protocol(), PbftDescription.Value),
        (new Witan.Protocols.Streamlet.Protocol(), StreamletDescription.Value),
    ];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "scenarios");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_scenario_file_holds_on_its_first_seed_and_each_of_its_faults_happens(string name)
    {
        var reading = ScenarioReader.Read(
            File.ReadAllBytes(Path.Combine(Folder, name + ".json")), [.. Protocols.Select(p => p.Description)]);
        Assert.True(reading.Scenario is not null, string.Join('\n', reading.Problems));
        var scenario = reading.Scenario!;
        var (protocol, description) = Protocols.Single(p => p.Description.Name == scenario.Protocol.Name);
        var setup = new RunSetup
        {
            Protocol = protocol, Description = description, Strict = true,
            Service = scenario.Cluster.App switch
            {
                ApplicationKind.Counter => new CounterService(),
                ApplicationKind.None => new NullService(),
                _ => new RegistryService(),
            },
        };

        var result = new ScenarioRun(scenario, scenario.Seed, setup).Run();

        Assert.True(result.Holds, string.Join('\n', result.Violations.Select(v => v.Oracle + ": " + v.Text)));
    }
}
