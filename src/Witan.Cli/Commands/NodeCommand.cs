using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Witan.Cli.Protocols;
using Witan.Cli.Running;
using Witan.Node;

namespace Witan.Cli.Commands;

/// <summary>Runs one replica until it is told to stop.</summary>
internal static class NodeCommand
{
    public static Command Create()
    {
        var config = new Option<string>("--config") { Description = "node.json of the replica.", Required = true };
        var child = ChildProcess.Flag();
        var command = new Command("node", "Run one replica.") { config, child };
        command.SetAction(async (parsed, cancellation) =>
        {
            var file = parsed.GetRequiredValue(config);
            if (!File.Exists(file))
                throw new UsageException(
                    $"there is no file {file}; it is DIR/replica-<i>/node.json, made by: witan init --dir DIR");
            var options = NodeOptions.Load(file);
            if (options.Problem() is { } problem) throw NodeSetupException.OfFile($"{file} is refused: {problem}");
            return await RunAsync(options, file, parsed.GetValue(child), cancellation).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        NodeOptions options, string file, bool isChild, CancellationToken cancellation)
    {
        var genesis = ClusterFolder.ReadTrust(options.ClusterFile).Genesis;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        Logs.Configure(builder.Logging, isChild ? Path.Combine(options.Folder, "log") : null);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(6));
        builder.Services.AddWitanReplica(o => o.NodeFile = file)
            .AddStateMachine(Registrations.Application(genesis.Application))
            .AddProtocol(ProtocolText.Read(genesis.Configuration.Protocol));
        using var host = builder.Build();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (isChild) ChildProcess.StopWithParent(stop);
        await host.StartAsync(cancellation).ConfigureAwait(false);
        await host.WaitForShutdownAsync(stop.Token).ConfigureAwait(false);
        return Environment.ExitCode;
    }
}
