using System.Text.Json.Serialization;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>
/// All settings of the process of one replica, as <c>node.json</c> holds them. Durations are whole milliseconds there,
/// in members whose names end in <c>Milliseconds</c>. What replicas must share is in the configuration, not here.
/// </summary>
public sealed class NodeOptions
{
    /// <summary>
    /// The file these came from, or whence they shall be read before the other settings are applied; null for none.
    /// </summary>
    [JsonIgnore]
    public string? NodeFile { get; set; }

    /// <summary>Which member this process is.</summary>
    public ReplicaId Id { get; set; }

    /// <summary>Holds keys, data, lock, pid and log. Relative to the file; that file's own folder if empty.</summary>
    public string Folder { get; set; } = "";

    /// <summary>The public genesis; relative to the file.</summary>
    public string ClusterFile { get; set; } = "../cluster.json";

    /// <summary>host:port for peers and clients; empty takes the address in the configuration.</summary>
    public string Listen { get; set; } = "";

    /// <summary>host:port for health and metrics; empty for none.</summary>
    public string HealthListen { get; set; } = "";

    /// <summary>A file whose first line is the passphrase of the keys; empty if they have none.</summary>
    public string PassphraseFile { get; set; } = "";

    /// <summary>The passphrase itself, for who has it already. Never in a file.</summary>
    [JsonIgnore]
    public string? Passphrase { get; set; }

    /// <summary>Whether flushes reach the medium. Default Flushed; None is for measurements.</summary>
    public Durability Durability { get; set; } = Durability.Flushed;

    /// <summary>Bytes of a journal segment, 64 KiB to 1 GiB. Default 16 MiB.</summary>
    public int JournalSegmentBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// Threads that verify, 1 to 64. Default: as many as processors, two to four: one stays free of heavy frames.
    /// </summary>
    public int VerificationThreads { get; set; } = Math.Clamp(Environment.ProcessorCount, 2, 4);

    /// <summary>How long a connection may take to greet. Default 5 s.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stop may take. Default 5 s.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Clients connected at the same time. Default 256.</summary>
    public int MaxClients { get; set; } = 256;

    /// <summary>Frames of one client that may be read but not yet handled. Default 256.</summary>
    public int ClientFramesInside { get; set; } = 256;

    /// <summary>Bytes of those. Default 8 MiB: four of the largest bundles.</summary>
    public long ClientBytesInside { get; set; } = 8L << 20;

    /// <summary>
    /// Replies that wait for one client; beyond, the oldest is lost and the client asks again. Default 4,096.
    /// </summary>
    public int ClientReplyFrames { get; set; } = 4096;

    /// <summary>Bytes of those. Default 16 MiB: four of the largest.</summary>
    public long ClientReplyBytes { get; set; } = 16L << 20;

    /// <summary>Frames of one peer that may be read but not yet handled. Default 4,096.</summary>
    public int PeerFramesInside { get; set; } = 4096;

    /// <summary>Bytes of those. Default 32 MiB.</summary>
    public long PeerBytesInside { get; set; } = 32L << 20;

    /// <summary>Frames that wait for one peer; beyond, the oldest is lost. Default 8,192.</summary>
    public int PeerQueueFrames { get; set; } = 8192;

    /// <summary>Bytes of those. Default 32 MiB.</summary>
    public long PeerQueueBytes { get; set; } = 32L << 20;

    // Longer than blocks are apart under load on processors that replicas share, so that marks alone are said.
    internal static readonly ReplicaOptions DefaultReplica =
        new() { StateVoteDelay = TimeSpan.FromMilliseconds(25) };

    /// <summary>Timeouts and bounds of the replica itself; a state vote waits 25 ms for a newer one.</summary>
    public ReplicaOptions Replica { get; set; } = DefaultReplica;

    /// <summary>
    /// Reads a file that <see cref="ClusterFolder.Init"/> made or somebody edited; unknown members are refused.
    /// </summary>
    /// <exception cref="NodeSetupException">Missing, or not such a file: one line says where.</exception>
    public static NodeOptions Load(string path)
    {
        var options = SettingsFile.Read<NodeOptions>(path);
        var home = Path.GetDirectoryName(Path.GetFullPath(path))!;
        options.NodeFile = path;
        options.Folder = Path.GetFullPath(Path.Combine(home, options.Folder));
        options.ClusterFile = Path.GetFullPath(Path.Combine(home, options.ClusterFile));
        if (options.PassphraseFile.Length > 0)
            options.PassphraseFile = Path.GetFullPath(Path.Combine(home, options.PassphraseFile));
        return options;
    }

    /// <summary>What cannot work, in one line; null if everything can.</summary>
    public string? Problem()
    {
        if (Folder.Length == 0) return "the replica has no folder";
        if (JournalSegmentBytes is < 64 * 1024 or > 1 << 30) return "journalSegmentBytes must be 65536 to 1073741824";
        if (VerificationThreads is < 1 or > 64) return "verificationThreads must be 1 to 64";
        if (MaxClients is < 1 or > 100_000) return "maxClients must be 1 to 100000";
        if (Math.Min(ClientFramesInside, PeerFramesInside) < 1) return "framesInside must be at least 1";
        if (Math.Min(ClientReplyFrames, PeerQueueFrames) < 1) return "a queue must hold at least one frame";
        if (Math.Min(ClientBytesInside, PeerBytesInside) < Limits.MaxFrameBytes
            || Math.Min(ClientReplyBytes, PeerQueueBytes) < Limits.MaxFrameBytes)
            return $"every bound in bytes must be at least one frame, {Limits.MaxFrameBytes}";
        return DurationProblem();
    }

    private string? DurationProblem()
    {
        var zero = TimeSpan.Zero;
        if (HandshakeTimeout <= zero || StopTimeout <= zero) return "a timeout must be longer than nothing";
        if (Replica.RequestTimeout <= zero || Replica.ViewTimeout <= zero || Replica.StatusInterval <= zero
            || Replica.FetchTimeout <= zero)
            return "requestTimeout, viewTimeout, statusInterval and fetchTimeout must be longer than nothing";
        if (Replica.MaxTimeout < Replica.ViewTimeout || Replica.MaxTimeout < Replica.RequestTimeout)
            return "maxTimeout must not be shorter than requestTimeout and viewTimeout";
        if (Replica.Heartbeat < zero || Replica.RelayDelay < zero || Replica.StateVoteDelay < zero
            || Replica.RetainTime < zero)
            return "heartbeat, relayDelay, stateVoteDelay and retainTime must not be negative";
        return null;
    }
}
