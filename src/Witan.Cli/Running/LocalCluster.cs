using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Witan.Cli.Output;
using Witan.Node;
using Witan.Primitives.Membership;

namespace Witan.Cli.Running;

/// <summary>
/// The processes of `up`: starts them, says when the cluster answers, reports deaths, and stops them in order.
/// </summary>
internal sealed class LocalCluster(ClusterFolder folder, bool restart) : IDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    private readonly List<ChildProcess> _children = [];
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _kill = new();
    private bool _stopping;

    public async Task<int> RunAsync()
    {
        var gateway = GatewaySettings.Load(folder.GatewayFile);
        PosixSignals.On(OnSignal);
        foreach (var member in folder.Genesis.Configuration.Members)
            Add(Start(member.Id.ToString(), folder.ReplicaFolder(member.Id), "node", folder.NodeFile(member.Id)));
        Add(Start("gateway", folder.GatewayFolder, "gateway", folder.GatewayFile));
        PrintTable(gateway);
        var ready = await WaitReadyAsync(gateway).ConfigureAwait(false);
        if (ready) SayReady(gateway);
        else if (!_stop.Task.IsCompleted)
            CommandLine.Say(_children.Exists(child => !child.HasExited)
                ? $"no linearizable read was answered within {ReadyWithin.TotalSeconds:0} s; see the logs above"
                : "every process has ended; see the logs above");
        if (!ready) _stop.TrySetResult();
        await _stop.Task.ConfigureAwait(false);
        await StopAllAsync().ConfigureAwait(false);
        CommandLine.Say("stopped");
        return ready ? ExitCode.Done : ExitCode.Failed;
    }

    /// <exception cref="NodeSetupException">Names the first port that is taken.</exception>
    /// <exception cref="UsageException">Names the file with an address that is none.</exception>
    public void RequirePorts()
    {
        var gateway = GatewaySettings.Load(folder.GatewayFile);
        RequirePort(gateway.Address, gateway.GrpcPort);
        RequirePort(gateway.Address, gateway.HttpPort);
        foreach (var member in folder.Genesis.Configuration.Members)
        {
            var options = NodeOptions.Load(folder.NodeFile(member.Id));
            var listen = options.Listen.Length > 0 ? options.Listen : member.Address;
            foreach (var address in new[] { listen, options.HealthListen })
            {
                if (address.Length == 0) continue;
                var colon = address.LastIndexOf(':');
                if (colon < 1 || !ushort.TryParse(
                        address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
                    throw new UsageException(
                        $"{folder.NodeFile(member.Id)}: '{address}' is not an address of the form host:port");
                RequirePort(address[..colon], port);
            }
        }
    }

    public void Dispose() => _kill.Dispose();

    /// <summary>Who sees the first cluster of his life shall not have to look up what to do with it.</summary>
    private void SayReady(GatewaySettings gateway)
    {
        Console.WriteLine($"ready: etcd API on http://{gateway.GrpcEndpoint}");
        CommandLine.Say($"try, in another terminal: etcdctl --endpoints={gateway.GrpcEndpoint} put greeting hello");
        CommandLine.Say($"how the replicas are: witan status --dir '{folder.Directory}'");
    }

    private void OnSignal()
    {
        if (_stop.TrySetResult()) CommandLine.Say("stopping; a second signal kills");
        else _kill.Cancel();
    }

    /// <summary>The runtime gives the death by a signal as 128 and its number.</summary>
    private static string HowItDied(int code) =>
        code > 128 ? $"was killed by signal {code - 128}" : $"ended with exit code {code}";

    private ChildProcess Start(string name, string home, string command, string config)
    {
        var n = folder.Genesis.Configuration.N;
        var place = folder.Genesis.Configuration.Members.Select(m => m.Id.ToString()).ToList().IndexOf(name);
        // The gateway's work is spread over a pool of threads: it takes what the replicas leave of any processor.
        return place < 0
            ? ChildProcess.Start(name, home, command, config, young: YoungBytes.OfGateway)
            : ChildProcess.Start(
                name, home, command, config, Processors.Of(place, n + 1), young: YoungBytes.OfReplica);
    }

    private void Add(ChildProcess child)
    {
        _children.Add(child);
        _ = WatchAsync(child);
    }

    private async Task WatchAsync(ChildProcess child)
    {
        await child.Exited.ConfigureAwait(false);
        if (_stopping) return;
        CommandLine.Say($"{child.Name} (pid {child.Id}) {HowItDied(child.ExitCode)}");
        CommandLine.Say($"its log ends: {child.Tail(3)}");
        var isGateway = child.Name == "gateway";
        var command = isGateway ? "gateway" : "node";
        var config = Path.Combine(child.Folder, command + ".json");
        if (!restart)
        {
            CommandLine.Say($"to start it again, in another terminal: witan {command} --config {config}");
            return;
        }

        var again = Start(child.Name, child.Folder, command, config);
        _children.Remove(child);
        Add(again);
        CommandLine.Say($"{again.Name} started again as pid {again.Id}");
    }

    /// <summary>One linearizable read through the gateway, answered and proved.</summary>
    private async Task<bool> WaitReadyAsync(GatewaySettings gateway)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        var health = new Uri($"http://{gateway.HttpEndpoint}/health");
        var deadline = DateTime.UtcNow + ReadyWithin;
        var notice = DateTime.UtcNow + Notice.After;
        while (DateTime.UtcNow < deadline && !_stop.Task.IsCompleted && _children.Exists(c => !c.HasExited))
        {
            try
            {
                using var answer = await http.GetAsync(health).ConfigureAwait(false);
                if (answer.IsSuccessStatusCode) return true;
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet: asked again until the deadline.
            }

            if (DateTime.UtcNow > notice)
            {
                CommandLine.Say(
                    $"{_children.Count(c => !c.HasExited)} processes run; waiting for the first read that is proved");
                notice = DateTime.MaxValue;
            }

            await Task.Delay(50).ConfigureAwait(false);
        }

        return false;
    }

    /// <summary>The gateway drains first, then the replicas flush; what does not end is killed.</summary>
    private async Task StopAllAsync()
    {
        _stopping = true;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_kill.Token);
        limit.CancelAfter(StopWithin);
        foreach (var isGateway in new[] { true, false })
        {
            var group = _children.Where(child => child.Name == "gateway" == isGateway).ToList();
            foreach (var child in group) child.Stop();
            await Task.WhenAll(group.Select(c => c.Exited)).WaitAsync(limit.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        foreach (var child in _children) child.Kill();
        await Task.WhenAll(_children.Select(c => c.Exited)).ConfigureAwait(false);
    }

    private void PrintTable(GatewaySettings gateway)
    {
        var rows = _children.Select(child => child.Name == "gateway"
            ? new[] { "gateway", "-", Number(child.Id), gateway.GrpcEndpoint, child.LogFile }
            : RowOf(child, folder.Genesis.Configuration.Members.First(m => m.Id.ToString() == child.Name)));
        Table.Print(
            ["replica", "organisation", "pid", "address", "log file"], rows, below: ["log file"],
            spare: ["organisation"]);
    }

    private static string[] RowOf(ChildProcess child, Member member) =>
        [child.Name, member.Organisation, Number(child.Id), member.Address, child.LogFile];

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void RequirePort(string host, int port)
    {
        if (!IPAddress.TryParse(host, out var address)) return;
        using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        probe.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        try
        {
            probe.Bind(new IPEndPoint(address, port));
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            throw new NodeSetupException(
                $"{host} is no address of this machine; on several, start each replica with: witan node --config",
                failure);
        }
        catch (SocketException failure)
        {
            throw new NodeSetupException(
                $"port {port} on {host} is in use; a new cluster takes others with --port", failure);
        }
    }
}
