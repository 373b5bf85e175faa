using System.Net;
using System.Net.Sockets;
using System.Text;
using Witan.Core.Ordering;
using Witan.Node;
using Witan.Primitives;
using Witan.Primitives.Membership;
using PbftProtocol = Witan.Protocols.Pbft.Protocol;

namespace Witan.Tests.Node;

/// <summary>Replicas with real sockets, threads and files in this process.</summary>
internal sealed class HostedCluster : IAsyncDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly System.Collections.Concurrent.ConcurrentQueue<WitanClient> _clients = [];

    public HostedCluster(int replicas = 4, int? port = null)
    {
        Folder = ClusterFolder.Init(new ClusterOptions
        {
            Directory = _home["cluster"], Replicas = replicas, Port = port ?? FreePorts(), Application = "adder",
            JournalSegmentBytes = 256 * 1024,
            Parameters = new ClusterParameters { CheckpointInterval = 8, Window = 16 },
            Replica = new ReplicaOptions
            {
                RequestTimeout = TimeSpan.FromSeconds(2), ViewTimeout = TimeSpan.FromSeconds(2),
            },
        });
        Hosts = new ReplicaHost?[replicas];
    }

    public ClusterFolder Folder { get; }

    public LineLog Log { get; } = new();

    public ReplicaHost?[] Hosts { get; }

    public ReplicaHost this[int place] => Hosts[place]!;

    public NodeOptions OptionsOf(int place) => NodeOptions.Load(Folder.NodeFile(new ReplicaId((uint)place)));

    public ReplicaHost Start(int place, NodeOptions? options = null) => Hosts[place] = ReplicaHost.Start(
        options ?? OptionsOf(place), new AdderMachine(), new PbftProtocol(), Log);

    public void StartAll()
    {
        for (var i = 0; i < Hosts.Length; i++) Start(i);
    }

    public WitanClient Connect()
    {
        var options = Folder.CliClient();
        options.Application = new AdderMachine();
        var client = WitanClient.Start(options, Log);
        _clients.Enqueue(client);
        return client;
    }

    public async Task StopAsync(int place)
    {
        await Hosts[place]!.StopAsync();
        Hosts[place] = null;
    }

    /// <summary>The base from which the ports were counted.</summary>
    public int Port => GatewaySettings.Load(Folder.GatewayFile).GrpcPort;

    public static async Task<ulong> AddAsync(WitanClient client, string name, CancellationToken cancellation)
    {
        var result = await client.SubmitAsync(Encoding.ASCII.GetBytes(name), cancellation);
        return BitConverter.ToUInt64(result.Value.Span);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) await client.DisposeAsync();
        foreach (var host in Hosts)
            if (host is not null) await host.DisposeAsync();
        _home.Dispose();
    }

    /// <summary>A base from which all ports of a cluster are free now.</summary>
    private static int FreePorts()
    {
        while (true)
        {
            var from = Random.Shared.Next(10_000, 30_000);
            if (Enumerable.Range(from, 50).All(IsFree)) return from;
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
