using System.CommandLine;
using Witan.Cli.Parsing;
using Witan.Node;
using Witan.Registry;

namespace Witan.Cli.Commands;

/// <summary>Options that several commands have, each written once.</summary>
internal static class Shared
{
    private const int LastPort = 65535 - ClusterOptions.HealthPortOffset - ClusterOptions.MaxReplicas;

    public static Option<string> Directory() => new("--dir")
    {
        Description = "Folder of the cluster: keys, configuration, data.", DefaultValueFactory = _ => ".witan",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object." };

    public static Option<int> Replicas() => Numbers.Option(
        "--replicas", "How many replicas; up to (n-1)/3 of them may lie", 1, ClusterOptions.MaxReplicas, 4);

    public static Option<string> Protocol() => new("--protocol")
    {
        Description = "Ordering protocol: " + Registrations.ProtocolNames + ".", DefaultValueFactory = _ => "pbft",
    };

    /// <summary>The names are those of scenario files: docs/simulation.md explains them.</summary>
    public static Option<string[]> ProtocolOptions() => new("--protocol-option")
    {
        Description =
            "A rule of the protocol that all replicas share, as NAME=VALUE; more by naming it again. "
            + string.Join(" ", Registrations.ScenarioProtocols.Where(p => p.Options.Count > 0).Select(
                p => $"{p.Name} has {string.Join(", ", p.Options.Select(o => o.Name))}.")),
        DefaultValueFactory = _ => [],
    };

    /// <summary>Above the last one there is no room for the other ports.</summary>
    public static Option<int> Port(
        int preset = 2379, string meaning = "Port of the etcd API; the other ports are counted from it") =>
        Numbers.Option("--port", meaning, 1, LastPort, preset);

    /// <exception cref="UsageException">The folder holds no cluster.</exception>
    public static ClusterFolder Open(string directory)
    {
        if (!ClusterFolder.Exists(directory))
            throw new UsageException(
                $"{directory} holds no cluster; name its folder with --dir, or make one: witan up --dir {directory}");
        return ClusterFolder.Open(directory);
    }

    /// <summary>The client that commands use, with the registry's queries.</summary>
    public static WitanClient Connect(ClusterFolder folder)
    {
        var options = folder.CliClient();
        options.Application = new RegistryStateMachine();
        return WitanClient.Start(options);
    }
}
