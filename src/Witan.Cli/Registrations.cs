using Witan.Cli.Applications;
using Witan.Core.Application;
using Witan.Core.Ordering;
using Witan.Registry;
using Witan.Simulation.Scenarios;
using HotStuff = Witan.Protocols.HotStuff;

namespace Witan.Cli;

/// <summary>The one list of what this program can run.</summary>
internal static class Registrations
{
    private static readonly IReadOnlyList<IProtocol> Protocols =
    [
        new Protocols.Pbft.Protocol(), HotStuff.Protocol.Chained, HotStuff.Protocol.TwoChain, HotStuff.Protocol.Basic,
        new Protocols.Streamlet.Protocol(),
    ];

    private static readonly IReadOnlyList<KeyValuePair<string, Func<IStateMachine>>> Applications =
        [new("registry", () => new RegistryStateMachine()), new(EmptyService.Name, () => new EmptyService())];

    /// <summary>What scenario files may say about each protocol.</summary>
    public static readonly IReadOnlyList<ProtocolDescription> ScenarioProtocols =
        [PbftDescription.Value, .. HotStuffDescription.All, StreamletDescription.Value];

    public static string ScenarioProtocolNames => string.Join(", ", ScenarioProtocols.Select(p => p.Name));

    public static string ProtocolNames => string.Join(", ", Protocols.Select(p => p.Name));

    /// <exception cref="UsageException">No such protocol.</exception>
    public static IProtocol Protocol(string name) =>
        Protocols.FirstOrDefault(p => p.Name == name)
        ?? throw new UsageException($"there is no protocol '{name}'; there is: {ProtocolNames}");

    /// <exception cref="UsageException">No such application.</exception>
    public static IStateMachine Application(string name) =>
        Applications.FirstOrDefault(a => a.Key == name).Value?.Invoke()
        ?? throw new UsageException(
            $"there is no application '{name}'; there is: {string.Join(", ", Applications.Select(a => a.Key))}");
}
