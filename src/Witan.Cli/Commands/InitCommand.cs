using System.CommandLine;
using Witan.Node;

namespace Witan.Cli.Commands;

/// <summary>Makes keys and configuration, and starts nothing.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        var directory = Shared.Directory();
        var replicas = Shared.Replicas();
        var protocol = Shared.Protocol();
        var port = Shared.Port();
        var command = new Command("init", "Create keys and configuration of a new cluster.") { directory, replicas, protocol, port };
        command.SetAction(parsed =>
        {
            var folder = Create(
                parsed.GetRequiredValue(directory), parsed.GetRequiredValue(replicas), parsed.GetRequiredValue(protocol),
                parsed.GetRequiredValue(port));
            Console.WriteLine($"cluster {folder.Cluster} in {folder.Directory}");
            foreach (var member in folder.Genesis.Configuration.Members)
                Console.WriteLine($"{member.Id}  {member.Organisation}  {member.Address}  {folder.NodeFile(member.Id)}");
            Console.WriteLine($"gateway  {folder.GatewayFile}");
            return ExitCode.Done;
        });
        return command;
    }

    /// <exception cref="UsageException">The settings cannot work, or there is a cluster already.</exception>
    public static ClusterFolder Create(string directory, int replicas, string protocol, int port)
    {
        Registrations.Protocol(protocol);
        if (ClusterFolder.Exists(directory)) throw new UsageException($"{directory} holds a cluster already");
        var options = new ClusterOptions { Directory = directory, Replicas = replicas, Protocol = protocol, Port = port };
        if (options.Problem() is { } problem) throw new UsageException(problem);
        return ClusterFolder.Init(options);
    }
}
