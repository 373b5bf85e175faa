using System.CommandLine;
using Witan.Cli.Protocols;
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
        var further = Shared.ProtocolOptions();
        var port = Shared.Port();
        var hosts = new Option<string[]>("--host")
        {
            Description =
                "Where a replica or the gateway runs, as R0=ADDRESS or gateway=ADDRESS; "
                + "127.0.0.1 for who is not named.",
            DefaultValueFactory = _ => [],
        };
        var command = new Command("init", "Create keys and configuration of a new cluster.")
        {
            directory, replicas, protocol, further, port, hosts,
        };
        command.SetAction(parsed =>
        {
            var named = HostNames.Parse(parsed.GetRequiredValue(hosts));
            var folder = Create(new ClusterOptions
            {
                Directory = parsed.GetRequiredValue(directory), Replicas = parsed.GetRequiredValue(replicas),
                Protocol = ProtocolText.Of(parsed.GetRequiredValue(protocol), parsed.GetRequiredValue(further)),
                Port = parsed.GetRequiredValue(port),
                Hosts = named.Replicas, GatewayHost = named.Gateway,
            });
            Console.WriteLine($"cluster {folder.Cluster} in {folder.Directory}");
            foreach (var member in folder.Genesis.Configuration.Members)
                Console.WriteLine(
                    $"{member.Id}  {member.Organisation}  {member.Address}  {folder.NodeFile(member.Id)}");
            Console.WriteLine($"gateway  {folder.GatewayFile}");
            if (named.Replicas.Count > 0)
                CommandLine.Say(
                    "each machine gets cluster.json, trust.json and its own folder, and no other private key");
            return ExitCode.Done;
        });
        return command;
    }

    /// <exception cref="UsageException">The settings cannot work, or there is a cluster already.</exception>
    public static ClusterFolder Create(ClusterOptions options)
    {
        if (ClusterFolder.Exists(options.Directory))
            throw new UsageException($"{options.Directory} holds a cluster already");
        if (options.Problem() is { } problem) throw new UsageException(problem);
        return ClusterFolder.Init(options);
    }
}
