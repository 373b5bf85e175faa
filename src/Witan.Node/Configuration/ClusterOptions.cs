using Witan.Core.Ordering;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Node;

/// <summary>How a new cluster shall be.</summary>
public sealed record ClusterOptions
{
    /// <summary>Offset from <see cref="Port"/> of replica 0's port for peers and clients.</summary>
    public const int PeerPortOffset = 10;

    /// <summary>Offset from <see cref="Port"/> of replica 0's port for health and metrics.</summary>
    public const int HealthPortOffset = 30;

    /// <summary>Replicas whose ports do not run into each other by these offsets.</summary>
    public const int MaxReplicas = HealthPortOffset - PeerPortOffset;

    /// <summary>Where everything is put; must hold no cluster yet.</summary>
    public required string Directory { get; init; }

    /// <summary>1 to 20; f is (n - 1) / 3. Default 4.</summary>
    public int Replicas { get; init; } = 4;

    /// <summary>A registered protocol's name. Default "pbft".</summary>
    public string Protocol { get; init; } = "pbft";

    /// <summary>Name of the state machine. Default "registry".</summary>
    public string Application { get; init; } = "registry";

    /// <summary>The gateway's port; all others are counted from it. Default 2379.</summary>
    public int Port { get; init; } = 2379;

    /// <summary>The address of the gateway and of all replicas without one of their own. Default 127.0.0.1.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>
    /// Addresses of replicas on machines of their own. Their health ports listen on loopback: who wants them elsewhere
    /// says so in <c>node.json</c>.
    /// </summary>
    public IReadOnlyDictionary<ReplicaId, string> Hosts { get; init; } = new SortedList<ReplicaId, string>();

    /// <summary>The IP address on which the gateway listens; null for <see cref="Host"/>.</summary>
    public string? GatewayHost { get; init; }

    /// <summary>What all replicas share.</summary>
    public ClusterParameters Parameters { get; init; } = new();

    /// <summary>Timeouts, the same for all replicas at first; each has them in its own file.</summary>
    public ReplicaOptions Replica { get; init; } = NodeOptions.DefaultReplica;

    /// <summary>As in <see cref="NodeOptions"/>.</summary>
    public int JournalSegmentBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>As in <see cref="NodeOptions"/>.</summary>
    public Durability Durability { get; init; } = Durability.Flushed;

    /// <summary>Client keys beside the gateway's and the command line's, 0 to 512: for measurements.</summary>
    public int LoadClients { get; init; }

    /// <summary>Encrypts every private key; null leaves them to the permissions of the files.</summary>
    public string? Passphrase { get; init; }

    /// <summary>What cannot work, in one line; null if everything can.</summary>
    public string? Problem()
    {
        if (Directory.Length == 0) return "a cluster needs a folder";
        if (Replicas is < 1 or > MaxReplicas) return $"a host runs 1 to {MaxReplicas} replicas";
        if (Port is < 1 || Port + HealthPortOffset + Replicas > 65535)
            return $"port {Port} leaves no room for the other ports";
        foreach (var (id, host) in Hosts)
        {
            if (id.Value >= Replicas) return $"there is no replica {id}: they are R0 to R{Replicas - 1}";
            if (!IsHost(host)) return $"the host of {id} is no address";
        }

        if (!IsHost(Host)) return "the host is no address";
        if (LoadClients is < 0 or > Limits.MaxGenesisClients / 2) return "there are too many clients";
        if (Protocol.Length is 0 or > Limits.MaxNameBytes) return "the protocol has no name";
        return Parameters.Problem();
    }

    private static bool IsHost(string host) => Uri.CheckHostName(host.Trim('[', ']')) is not UriHostNameType.Unknown;
}
