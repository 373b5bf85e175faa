using Witan.Cli.Applications;
using Witan.Core.Application;
using Witan.Core.Ordering;
using Witan.Registry;
using Witan.Simulation.Scenarios;

namespace Witan.Cli;

/// <summary>What this program can run: every known protocol, and two applications.</summary>
internal static class Registrations
{
    private static IEnumerable<IProtocol> Protocols => KnownProtocols.All.Select(p => p.Protocol);

    private static readonly IReadOnlyList<KeyValuePair<string, Func<IStateMachine>>> Applications =
        [new("registry", () => new RegistryStateMachine()), new(EmptyService.Name, () => new EmptyService())];

    /// <summary>What scenario files may say about each protocol.</summary>
    public static IReadOnlyList<ProtocolDescription> ScenarioProtocols => KnownProtocols.Descriptions;

    public static string ScenarioProtocolNames => string.Join(", ", ScenarioProtocols.Select(p => p.Name));

    public static string ProtocolNames => string.Join(", ", Protocols.Select(p => p.Name));

    /// <exception cref="UsageException">No such protocol.</exception>
    public static IProtocol Protocol(string name) => Known(name).Protocol;

    /// <summary>A protocol, and what may be said about it.</summary>
    /// <exception cref="UsageException">No such protocol.</exception>
    public static (IProtocol Protocol, ProtocolDescription Description) Known(string name) =>
        KnownProtocols.All.Any(p => p.Protocol.Name == name)
            ? KnownProtocols.All.First(p => p.Protocol.Name == name)
            : throw new UsageException($"there is no protocol '{name}'; there is: {ProtocolNames}");

    /// <summary>What a file may say about a protocol of the list.</summary>
    public static ProtocolDescription Description(string protocol) =>
        ScenarioProtocols.First(p => p.Name == protocol);

    /// <exception cref="UsageException">No such application.</exception>
    public static IStateMachine Application(string name) =>
        Applications.FirstOrDefault(a => a.Key == name).Value?.Invoke()
        ?? throw new UsageException(
            $"there is no application '{name}'; there is: {string.Join(", ", Applications.Select(a => a.Key))}");
}
