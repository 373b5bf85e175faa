using System.CommandLine;
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
        var port = Shared.Port();
        var fresh = new Option<bool>("--fresh") { Description = "Delete the folder's cluster and its data first." };
        var restart = new Option<bool>("--restart") { Description = "Start a replica or gateway again that died." };
        var command = new Command("up", "Run a cluster on this machine: one process per replica and an etcd gateway.")
        {
            directory, replicas, protocol, port, fresh, restart,
        };
        command.SetAction(async (parsed, _) =>
        {
            var place = parsed.GetRequiredValue(directory);
            using var held = FolderLock.Take(place);
            if (parsed.GetValue(fresh)) Clear(place);
            var isNew = !ClusterFolder.Exists(place);
            var folder = isNew
                ? InitCommand.Create(
                    place, parsed.GetRequiredValue(replicas), parsed.GetRequiredValue(protocol), parsed.GetRequiredValue(port))
                : ClusterFolder.Open(place);
            if (!isNew) Warn(folder, parsed.GetResult(replicas)?.Implicit, parsed.GetRequiredValue(replicas));
            Announce();
            using var cluster = new LocalCluster(folder, parsed.GetValue(restart));
            return await cluster.RunAsync().ConfigureAwait(false);
        });
        return command;
    }

    private static void Announce()
    {
        CommandLine.Say($"Ed25519 by {Ed25519Provider.Default.Name}{(Ed25519Provider.Default.IsFallback ? " (slow fallback: install libsodium23)" : "")}");
        foreach (var refused in Ed25519Provider.Refused) CommandLine.Say($"not used: {refused}");
    }

    private static void Warn(ClusterFolder folder, bool? isDefault, int replicas)
    {
        var n = folder.Genesis.Configuration.N;
        if (isDefault == false && replicas != n)
            CommandLine.Say($"{folder.Directory} holds a cluster of {n} replicas; --replicas {replicas} is not used (--fresh makes a new one)");
    }

    /// <summary>Everything but the lock that this process holds.</summary>
    private static void Clear(string directory)
    {
        foreach (var child in Directory.EnumerateDirectories(directory)) Directory.Delete(child, recursive: true);
        foreach (var file in new[] { "cluster.json", "trust.json" }) File.Delete(Path.Combine(directory, file));
    }
}
