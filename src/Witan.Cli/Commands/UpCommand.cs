using System.CommandLine;
using Witan.Cli.Protocols;
using Witan.Cli.Running;
using Witan.Crypto;
using Witan.Node;

namespace Witan.Cli.Commands;

/// <summary>Runs a whole cluster on this machine: one process per replica and a gateway.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var directory = Shared.Directory();
        var replicas = Shared.Replicas();
        var protocol = Shared.Protocol();
        var further = Shared.ProtocolOptions();
        var port = Shared.Port();
        var fresh = new Option<bool>("--fresh") { Description = "Delete the folder's cluster and its data first." };
        var restart = new Option<bool>("--restart") { Description = "Start a replica or gateway again that died." };
        var command = new Command("up", "Run a cluster on this machine: one process per replica and an etcd gateway.")
        {
            directory, replicas, protocol, further, port, fresh, restart,
        };
        command.SetAction(async (parsed, _) =>
        {
            var place = parsed.GetRequiredValue(directory);
            // Before the folder is made and taken, and before --fresh deletes: what is refused changes nothing.
            if (parsed.GetValue(fresh) || !ClusterFolder.Exists(place))
                ProtocolText.Of(parsed.GetRequiredValue(protocol), parsed.GetRequiredValue(further));
            using var held = FolderLock.Take(place);
            if (parsed.GetValue(fresh)) Clear(place);
            var isNew = !ClusterFolder.Exists(place);
            var folder = isNew
                ? InitCommand.Create(new ClusterOptions
                {
                    Directory = place, Replicas = parsed.GetRequiredValue(replicas),
                    Protocol = ProtocolText.Of(parsed.GetRequiredValue(protocol), parsed.GetRequiredValue(further)),
                    Port = parsed.GetRequiredValue(port),
                })
                : ClusterFolder.Open(place);
            if (!isNew)
            {
                var wanted = parsed.GetResult(port)?.Implicit == false ? parsed.GetRequiredValue(port) : (int?)null;
                RequireSamePort(folder, wanted);
                var other = parsed.GetResult(protocol)?.Implicit == false ? parsed.GetRequiredValue(protocol) : null;
                RequireSameProtocol(folder, other, parsed.GetRequiredValue(further));
                Warn(folder, parsed.GetResult(replicas)?.Implicit, parsed.GetRequiredValue(replicas));
            }

            Announce();
            using var cluster = new LocalCluster(folder, parsed.GetValue(restart));
            RequirePorts(cluster, place, isNew);
            return await cluster.RunAsync().ConfigureAwait(false);
        });
        return command;
    }

    /// <summary>A folder that was just made for ports that are taken goes again, to be made with others.</summary>
    private static void RequirePorts(LocalCluster cluster, string directory, bool isNew)
    {
        try
        {
            cluster.RequirePorts();
        }
        catch (NodeSetupException) when (isNew)
        {
            Clear(directory);
            throw;
        }
    }

    private static void Announce()
    {
        CommandLine.Say(
            $"Ed25519 by {Ed25519Provider.Default.Name}"
            + (Ed25519Provider.Default.IsFallback ? " (slow fallback: install libsodium23)" : ""));
        foreach (var refused in Ed25519Provider.Refused) CommandLine.Say($"not used: {refused}");
    }

    /// <exception cref="UsageException">The ports of a cluster are in its genesis: another one cannot be asked
    /// for.</exception>
    private static void RequireSamePort(ClusterFolder folder, int? wanted)
    {
        var made = GatewaySettings.Load(folder.GatewayFile).GrpcPort;
        if (wanted is { } port && port != made)
            throw new UsageException(
                $"{folder.Directory} holds a cluster made for port {made}; leave out --port, "
                + "or make a new one with --fresh");
    }

    /// <exception cref="UsageException">The protocol is in the genesis too, and another one cannot go on with what it
    /// has ordered.</exception>
    private static void RequireSameProtocol(ClusterFolder folder, string? wanted, string[] further)
    {
        var made = folder.Genesis.Configuration.Protocol;
        var name = ProtocolText.NameIn(made);
        if ((wanted ?? name) == name && (further.Length == 0 || ProtocolText.Of(name, further) == made)) return;
        throw new UsageException(
            $"{folder.Directory} holds a cluster ordered by {made}; leave out --protocol and --protocol-option, "
            + "or make a new one with --fresh");
    }

    private static void Warn(ClusterFolder folder, bool? isDefault, int replicas)
    {
        var n = folder.Genesis.Configuration.N;
        if (isDefault == false && replicas != n)
            CommandLine.Say(
                $"{folder.Directory} holds a cluster of {n} replicas; --replicas {replicas} is not used "
                + "(--fresh makes a new one)");
    }

    /// <summary>
    /// What `init` made, by name; nothing else that lies in the folder, and nothing at all if it holds no cluster.
    /// </summary>
    private static void Clear(string directory)
    {
        if (!ClusterFolder.Exists(directory)) return;
        foreach (var child in Directory.EnumerateDirectories(directory))
        {
            var name = Path.GetFileName(child);
            if (name is "gateway" or "client" || name.StartsWith("replica-", StringComparison.Ordinal))
                Directory.Delete(child, recursive: true);
        }

        foreach (var file in new[] { "cluster.json", "trust.json" }) File.Delete(Path.Combine(directory, file));
    }
}
