using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Witan.Client;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Storage.Journals;

namespace Witan.Node;

/// <summary>
/// The folder of a cluster: <c>cluster.json</c> (the public genesis), <c>trust.json</c> (what a verifier needs: the
/// same),
/// <c>replica-&lt;i&gt;/</c>, <c>gateway/</c>, <c>client/</c>. For several machines, each gets the public files and its
/// own folder.
/// </summary>
public sealed class ClusterFolder
{
    private ClusterFolder(string directory, Genesis genesis, Digest cluster)
    {
        Directory = directory;
        Genesis = genesis;
        Cluster = cluster;
    }

    public string Directory { get; }

    public Genesis Genesis { get; }

    /// <summary>The cluster id.</summary>
    public Digest Cluster { get; }

    public string ClusterFile => ClusterFileOf(Directory);

    public string TrustFile => TrustFileOf(Directory);

    public string GatewayFolder => Path.Combine(Directory, "gateway");

    public string GatewayFile => Path.Combine(GatewayFolder, "gateway.json");

    /// <summary>Keys and data of the command line's client.</summary>
    public string ClientFolder => Path.Combine(Directory, "client");

    public string ClientKeyFile => KeyFiles.StatementKey(ClientFolder);

    public string ClientDataFolder => Path.Combine(ClientFolder, "data");

    public static bool Exists(string directory) => File.Exists(ClusterFileOf(directory));

    /// <summary>
    /// Makes keys, genesis, settings and journals. The public file comes last: without it there is no cluster.
    /// </summary>
    /// <exception cref="NodeSetupException">Options that cannot work, a cluster that is there, or a folder that is not
    /// empty.</exception>
    public static ClusterFolder Init(ClusterOptions options, TimeProvider? time = null)
    {
        if (options.Problem() is { } problem) throw new NodeSetupException(problem);
        var directory = Path.GetFullPath(options.Directory);
        if (Exists(directory)) throw new NodeSetupException($"{directory} holds a cluster already");
        if (System.IO.Directory.Exists(directory)
            && System.IO.Directory.EnumerateFileSystemEntries(directory).Any(IsForeign))
            throw NodeSetupException.OfFile(
                $"{directory} is not empty and holds no cluster; name a new or an empty folder with --dir");
        try
        {
            return Make(options, directory, time ?? TimeProvider.System);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NodeSetupException(
                $"the cluster cannot be written to {directory}: {FileTrouble.Of(directory, failure)}", failure);
        }
    }

    /// <exception cref="NodeSetupException">There is no cluster, or its file was changed.</exception>
    public static ClusterFolder Open(string directory)
    {
        var path = Path.GetFullPath(directory);
        if (!Exists(path)) throw new NodeSetupException($"{path} holds no cluster (witan init makes one)");
        var trust = ReadTrust(ClusterFileOf(path));
        return new ClusterFolder(path, trust.Genesis, trust.Cluster);
    }

    /// <summary>Reads <c>cluster.json</c> or <c>trust.json</c> and recomputes the cluster id.</summary>
    /// <exception cref="NodeSetupException">Missing, or its contents do not hash to the id that it names.</exception>
    public static Trust ReadTrust(string path)
    {
        try
        {
            return Client.TrustFile.Read(File.ReadAllBytes(path)) ?? throw NodeSetupException.OfFile(
                $"{path} is not whole: its contents are not the genesis whose digest it names; put back a copy, "
                + "as any other machine of the cluster has one");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw NodeSetupException.OfFile(
                $"{path} cannot be read: {FileTrouble.Of(path, failure)}; put back a copy, as any other machine of the "
                + "cluster has one",
                failure);
        }
    }

    public string ReplicaFolder(ReplicaId id) =>
        Path.Combine(Directory, "replica-" + id.Value.ToString(CultureInfo.InvariantCulture));

    public string NodeFile(ReplicaId id) => Path.Combine(ReplicaFolder(id), "node.json");

    /// <summary>The client that commands use.</summary>
    public WitanClientOptions CliClient() => ClientIn(ClientFolder);

    /// <summary>The client inside the gateway.</summary>
    public WitanClientOptions GatewayClient() => ClientIn(GatewayFolder);

    /// <summary>One of the clients that measurements use.</summary>
    public WitanClientOptions LoadClient(int number) => ClientIn(LoadFolder(number));

    private string LoadFolder(int number) =>
        Path.Combine(Directory, "load-" + number.ToString(CultureInfo.InvariantCulture));

    private WitanClientOptions ClientIn(string folder) => new()
    {
        TrustFile = TrustFile, KeyFile = KeyFiles.StatementKey(folder), DataFolder = Path.Combine(folder, "data"),
    };

    private static string ClusterFileOf(string directory) => Path.Combine(directory, "cluster.json");

    private static string TrustFileOf(string directory) => Path.Combine(directory, "trust.json");

    private static ClusterFolder Make(ClusterOptions options, string directory, TimeProvider time)
    {
        System.IO.Directory.CreateDirectory(directory);
        var draft = new ClusterFolder(directory, null!, default);
        var members = Enumerable.Range(0, options.Replicas).Select(i => draft.MakeMember(options, i)).ToArray();
        var configuration = Configuration.Create(
            new ConfigurationNumber(0), members, (options.Replicas - 1) / 3, options.Protocol, options.Parameters);
        PublicKey[] clients =
        [
            MakeClient(options, draft.GatewayFolder), MakeClient(options, draft.ClientFolder),
            .. Enumerable.Range(0, options.LoadClients).Select(i => MakeClient(options, draft.LoadFolder(i))),
        ];
        Array.Sort(clients);
        var genesis = new Genesis(
            configuration, clients, options.Application, new HostClock(time).Wall,
            new Digest(RandomNumberGenerator.GetBytes(Digest.Size)));
        var cluster = new Trust(genesis).Cluster;
        var folder = new ClusterFolder(directory, genesis, cluster);
        foreach (var member in members) folder.MakeReplica(options, member.Id);
        Write(folder.GatewayFile, SettingsFile.Render(new GatewaySettings
        {
            Address = options.GatewayHost ?? options.Host, GrpcPort = options.Port, HttpPort = options.Port + 2,
        }));
        Write(folder.TrustFile, Client.TrustFile.Render(genesis));
        Write(folder.ClusterFile, Client.TrustFile.Render(genesis));
        return folder;
    }

    private Member MakeMember(ClusterOptions options, int place)
    {
        var id = new ReplicaId((uint)place);
        var folder = ReplicaFolder(id);
        using var statement = KeyFiles.CreateStatementKey(KeyFiles.StatementKey(folder), options.Passphrase);
        using var tls = KeyFiles.CreateTlsKey(KeyFiles.TlsKey(folder), options.Passphrase);
        return new Member(
            id, "org-" + (char)('a' + place), statement.PublicKey, TlsIdentity.PinOf(tls),
            AddressOf(options, id, ClusterOptions.PeerPortOffset), 1);
    }

    private static PublicKey MakeClient(ClusterOptions options, string folder)
    {
        System.IO.Directory.CreateDirectory(Path.Combine(folder, "data"));
        using var key = KeyFiles.CreateStatementKey(KeyFiles.StatementKey(folder), options.Passphrase);
        return key.PublicKey;
    }

    private void MakeReplica(ClusterOptions options, ReplicaId id)
    {
        var data = Path.Combine(ReplicaFolder(id), "data");
        System.IO.Directory.CreateDirectory(data);
        var seed = BinaryPrimitives.ReadUInt32LittleEndian(RandomNumberGenerator.GetBytes(sizeof(uint)));
        Journal.Create(
            new FileDisk(data), new JournalIdentity(Cluster, id), seed,
            new JournalOptions { SegmentBytes = options.JournalSegmentBytes });
        Write(NodeFile(id), SettingsFile.Render(new NodeOptions
        {
            Id = id,
            Listen = AddressOf(options, id, ClusterOptions.PeerPortOffset),
            HealthListen = options.Hosts.ContainsKey(id)
                ? AddressOf("127.0.0.1", options.Port + ClusterOptions.HealthPortOffset + (int)id.Value)
                : AddressOf(options, id, ClusterOptions.HealthPortOffset),
            JournalSegmentBytes = options.JournalSegmentBytes,
            Durability = options.Durability,
            Replica = options.Replica,
        }));
    }

    private static string AddressOf(ClusterOptions options, ReplicaId id, int offset) =>
        AddressOf(options.Hosts.GetValueOrDefault(id, options.Host), options.Port + offset + (int)id.Value);

    private static string AddressOf(string host, int port) =>
        (host.Contains(':') ? $"[{host.Trim('[', ']')}]:" : host + ":") + port.ToString(CultureInfo.InvariantCulture);

    private static void Write(string path, byte[] bytes)
    {
        using (var file = new FileStream(path + ".tmp", FileMode.Create, FileAccess.Write))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".tmp", path, overwrite: true);
        Posix.FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>What the process that holds the folder has put there itself is no obstacle.</summary>
    private static bool IsForeign(string path) => Path.GetFileName(path) is not ("lock" or "pid");
}
