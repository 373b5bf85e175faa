using System.CommandLine;
using Witan.Node;
using Witan.Registry;

namespace Witan.Cli.Commands;

/// <summary>Options that several commands have, each written once.</summary>
internal static class Shared
{
    public static Option<string> Directory() => new("--dir")
    {
        Description = "Folder of the cluster: keys, configuration, data.", DefaultValueFactory = _ => ".witan",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object." };

    public static Option<int> Replicas() => new("--replicas")
    {
        Description = "How many replicas, 1 to 20; up to (n-1)/3 of them may lie.", DefaultValueFactory = _ => 4,
    };

    public static Option<string> Protocol() => new("--protocol")
    {
        Description = "Ordering protocol: " + Registrations.ProtocolNames + ".", DefaultValueFactory = _ => "pbft",
    };

    public static Option<int> Port() => new("--port")
    {
        Description = "Port of the etcd API; the other ports are counted from it.", DefaultValueFactory = _ => 2379,
    };

    /// <exception cref="UsageException">The folder holds no cluster.</exception>
    public static ClusterFolder Open(string directory)
    {
        if (!ClusterFolder.Exists(directory))
            throw new UsageException($"{directory} holds no cluster; make one with: witan up --dir {directory}");
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
