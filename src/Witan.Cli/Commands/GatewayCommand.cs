using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Witan.Cli.Running;
using Witan.Gateway;
using Witan.Gateway.Etcd;
using Witan.Node;
using Witan.Registry;

namespace Witan.Cli.Commands;

/// <summary>Runs the etcd gateway until it is told to stop.</summary>
internal static class GatewayCommand
{
    public static Command Create()
    {
        var config = new Option<string>("--config") { Description = "gateway.json.", Required = true };
        var child = ChildProcess.Flag();
        var command = new Command("gateway", "Run the etcd gateway.") { config, child };
        command.SetAction(async (parsed, cancellation) =>
        {
            var file = parsed.GetRequiredValue(config);
            if (!File.Exists(file))
                throw new UsageException(
                    $"there is no file {file}; it is DIR/gateway/gateway.json, made by: witan init --dir DIR");
            var settings = GatewaySettings.Load(file);
            using var held = FolderLock.Take(settings.Folder);
            using var logging = LoggerFactory.Create(
                logs => Logs.Configure(logs, parsed.GetValue(child) ? Path.Combine(settings.Folder, "log") : null));
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            if (parsed.GetValue(child)) ChildProcess.StopWithParent(stop);
            await RunAsync(settings, logging, stop.Token).ConfigureAwait(false);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task RunAsync(GatewaySettings settings, ILoggerFactory logging, CancellationToken stop)
    {
        var clientOptions = settings.Client();
        clientOptions.Application = new RegistryStateMachine();
        await using var client = WitanClient.Start(clientOptions, logging);
        var address = IPAddress.Parse(settings.Address);
        var options =
            new GatewayOptions { Address = address, GrpcPort = settings.GrpcPort, HttpPort = settings.HttpPort };
        var cluster = GatewayIdentity.ClusterIdOf(client.Trust.Cluster);
        var identity = new GatewayIdentity(
            cluster, MemberIdOf(client), "gateway", [$"http://{settings.GrpcEndpoint}"]);
        GatewayServer server;
        try
        {
            server = await GatewayServer.StartAsync(
                options, identity, new ClientRegistry(client), logging, new ClientSights(client))
                .ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            throw new NodeSetupException(
                $"port {settings.GrpcPort} or {settings.HttpPort} on {settings.Address} cannot be used: "
                + (failure.InnerException is AddressInUseException
                    ? "another process has it; others can be named in gateway.json (grpcPort, httpPort)"
                    : failure.Message),
                failure);
        }

        await using (server.ConfigureAwait(false))
        {
            await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await server.StopAsync().ConfigureAwait(false);
        }
    }

    /// <summary>From the gateway's key; never 0, which etcd's clients read as none.</summary>
    private static ulong MemberIdOf(WitanClient client) =>
        Math.Max(1, BitConverter.ToUInt64(client.PublicKey.ToArray()));
}
