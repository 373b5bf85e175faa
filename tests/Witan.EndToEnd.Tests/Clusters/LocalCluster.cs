using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Witan.EndToEnd.Tests.Differential;
using Xunit;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>
/// A cluster that `witan up` runs in a folder of its own; every process ended and the folder removed with this object.
/// </summary>
internal sealed partial class LocalCluster : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(70);

    private readonly List<Process> _started = [];
    private readonly Dictionary<string, int> _pids = [];
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _said = [];
    private ConcurrentQueue<string> _output = [];
    private Process? _parent;

    private readonly string[] _protocolOptions;

    private LocalCluster(string directory, int port, string protocol, string[] protocolOptions)
    {
        Directory = directory;
        Port = port;
        Protocol = protocol;
        _protocolOptions = protocolOptions;
    }

    public string Directory { get; }

    public int Port { get; }

    public string Protocol { get; }

    /// <summary>Host and port of the gateway.</summary>
    public string Endpoint => $"127.0.0.1:{Port}";

    public string TrustFile => Path.Combine(Directory, "trust.json");

    /// <summary>From `up`'s table: the replicas' names, and "gateway".</summary>
    public IReadOnlyDictionary<string, int> Pids => _pids;

    /// <param name="protocol">As `up --protocol` takes it.</param>
    /// <param name="protocolOptions">Each as `up --protocol-option` takes it.</param>
    public static async Task<LocalCluster> StartAsync(string protocol = "pbft", params string[] protocolOptions)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("witan-cluster-").FullName;
        var cluster = new LocalCluster(folder, FreePorts.Base(), protocol, protocolOptions);
        try
        {
            await cluster.UpAsync();
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }

        return cluster;
    }

    /// <summary>Runs `up` on the folder and waits until it says that it is ready.</summary>
    public async Task<TimeSpan> UpAsync()
    {
        var output = _output = [];
        _pids.Clear();
        _parent = Start(
        [
            "up", "--dir", Directory, "--port", Port.ToString(CultureInfo.InvariantCulture), "--protocol", Protocol,
            .. _protocolOptions.SelectMany(option => new[] { "--protocol-option", option }),
        ]);
        _parent.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        _parent.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        _parent.BeginOutputReadLine();
        _parent.BeginErrorReadLine();
        var ready = $"ready: etcd API on http://{Endpoint}";
        var took = await Until.TrueAsync(ready, ReadyWithin, () => output.Contains(ready) || _parent.HasExited);
        Assert.True(output.Contains(ready), Said);
        foreach (var line in output)
            if (TableRow().Match(line) is { Success: true } row)
                _pids[row.Groups[1].Value] = int.Parse(row.Groups[2].Value, CultureInfo.InvariantCulture);
        Assert.Equal(["R0", "R1", "R2", "R3", "gateway"], _pids.Keys.Order(StringComparer.Ordinal));
        return took;
    }

    /// <summary>What `up` has said so far.</summary>
    public string Said => string.Join(Environment.NewLine, _output);

    /// <summary>kill -9.</summary>
    public void Kill(string name)
    {
        using var process = Process.GetProcessById(_pids[name]);
        process.Kill();
    }

    public void KillParent() => _parent!.Kill();

    /// <summary>kill -9 of everything at once, the parent first: it cannot tell its children anything.</summary>
    public void KillEverything()
    {
        KillParent();
        foreach (var name in _pids.Keys) Kill(name);
    }

    /// <summary>SIGTERM to the parent.</summary>
    /// <returns>Its exit code and how long it took.</returns>
    public async Task<(int Code, TimeSpan Took)> TerminateAsync(TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        using var signal = Process.Start("sh", ["-c", $"kill -TERM {_parent!.Id}"]);
        await Until.TrueAsync("up ends after SIGTERM", limit, () => _parent.HasExited);
        return (_parent.ExitCode, watch.Elapsed);
    }

    /// <summary>Starts a replica that was killed, as `node` does on a machine of its own.</summary>
    public void StartReplica(string name)
    {
        var process = Start("node", "--config", Path.Combine(ReplicaFolder(name), "node.json"));
        var said = _said[name] = [];
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _pids[name] = process.Id;
    }

    /// <summary>What a replica that was started by itself has said.</summary>
    public IReadOnlyCollection<string> SaidBy(string name) => _said[name];

    public string ReplicaFolder(string name) => Path.Combine(Directory, "replica-" + name[1..]);

    public async Task<IReadOnlyList<ReplicaStatus>> StatusAsync() =>
        ReplicaStatus.Parse((await WitanCommand.RunAsync("status", "--json", "--dir", Directory)).Output);

    /// <summary>
    /// Whether a replica is at most two blocks behind the highest and <see cref="ReplicaStatus.Follows"/>.
    /// </summary>
    public async Task<bool> IsLevelAsync(string name)
    {
        var replicas = await StatusAsync();
        var one = replicas.Single(replica => replica.Name == name);
        return one.Follows && one.Height + 2 >= replicas.Max(replica => replica.Height);
    }

    /// <summary>What a failed wait shows: the status of all, twice, and what a replica and `up` said last.</summary>
    public async Task<string> DescribeAsync(string name)
    {
        var first = await WitanCommand.RunAsync("status", "--json", "--dir", Directory);
        var second = await WitanCommand.RunAsync("status", "--json", "--dir", Directory);
        return string.Join(
            Environment.NewLine,
            [
                first.Output, second.Output, $"{name} said:", .. SaidBy(name).TakeLast(40),
                "up said:", .. _output.TakeLast(40),
            ]);
    }

    /// <summary>Runs etcdctl against the gateway; it must succeed.</summary>

    public async Task<string> EtcdctlAsync(params string[] arguments)
    {
        var (code, output, error) = await Etcdctl.RunAsync(Endpoint, ["--command-timeout=14s", .. arguments]);
        Assert.True(code == 0, $"etcdctl {string.Join(' ', arguments)}: exit {code}: {error}");
        return output;
    }

    /// <summary>
    /// Every living process whose command line names the folder. (One that has ended but was not yet reaped has none.)
    /// </summary>
    public IReadOnlyList<int> Living()
    {
        var living = new List<int>();
        foreach (var folder in System.IO.Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid)) continue;
            try
            {
                var line = File.ReadAllText(Path.Combine(folder, "cmdline"));
                if (line.Contains(Directory, StringComparison.Ordinal)) living.Add(pid);
            }
            catch (IOException)
            {
                // It ended while the folder was read.
            }
        }

        return living;
    }

    public async ValueTask DisposeAsync()
    {
        await Until.TrueAsync("every process of the cluster ends", TimeSpan.FromSeconds(20), EndLiving);
        foreach (var process in _started) process.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private bool EndLiving()
    {
        var living = Living();
        foreach (var pid in living)
        {
            try
            {
                using var process = Process.GetProcessById(pid);
                process.Kill();
            }
            catch (ArgumentException)
            {
                // It has ended by itself.
            }
        }

        return living.Count == 0;
    }

    private Process Start(params string[] arguments)
    {
        var process = Process.Start(WitanCommand.StartInfo(arguments))
            ?? throw new InvalidOperationException("witan did not start");
        _started.Add(process);
        return process;
    }

    [GeneratedRegex(@"^(R\d+|gateway)\s.*?\s(\d+)\s+127\.0\.0\.1:")]
    private static partial Regex TableRow();
}
