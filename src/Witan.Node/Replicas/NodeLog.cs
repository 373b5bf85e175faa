using Microsoft.Extensions.Logging;
using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>Every line that a host logs.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(1, LogLevel.Information,
        "{Replica} of cluster {Cluster} listens on {Address}: height {Height}, {Protocol}, signatures by {Provider}")]
    public static partial void Started(
        this ILogger log, ReplicaId replica, string cluster, string address, ulong height, string protocol,
        string provider);

    [LoggerMessage(2, LogLevel.Information, "{Replica} stopped at height {Height}")]
    public static partial void Stopped(this ILogger log, ReplicaId replica, ulong height);

    [LoggerMessage(3, LogLevel.Critical, "{Replica} stops: {Reason}")]
    public static partial void Failed(this ILogger log, ReplicaId replica, string reason, Exception failure);

    [LoggerMessage(4, LogLevel.Warning,
        "{Replica} has a key and no journal: it has lost its memory and does not vote before it has rejoined")]
    public static partial void LostMemory(this ILogger log, ReplicaId replica);

    [LoggerMessage(5, LogLevel.Warning, "{Replica} cut {Bytes} bytes of an unfinished write off its journal")]
    public static partial void JournalTorn(this ILogger log, ReplicaId replica, long bytes);

    [LoggerMessage(6, LogLevel.Warning, "{Replica} refuses the snapshot {File}: {Reason}")]
    public static partial void SnapshotRefused(this ILogger log, ReplicaId replica, string file, string reason);

    [LoggerMessage(7, LogLevel.Information, "{Replica} wrote a snapshot of height {Height}")]
    public static partial void SnapshotWritten(this ILogger log, ReplicaId replica, ulong height);

    [LoggerMessage(10, LogLevel.Information, "{Replica} reaches {Peer}")]
    public static partial void PeerUp(this ILogger log, ReplicaId replica, ReplicaId peer);

    [LoggerMessage(11, LogLevel.Information, "{Replica} does not reach {Peer}: {Reason}")]
    public static partial void PeerDown(this ILogger log, ReplicaId replica, ReplicaId peer, string reason);

    [LoggerMessage(12, LogLevel.Debug, "{Replica} serves the client at {Remote} as connection {Connection}")]
    public static partial void ClientConnected(this ILogger log, ReplicaId replica, string remote, ulong connection);

    [LoggerMessage(13, LogLevel.Warning, "{Replica} refuses a connection from {Remote}: {Reason}")]
    public static partial void ConnectionRefused(this ILogger log, ReplicaId replica, string remote, string reason);

    [LoggerMessage(14, LogLevel.Warning, "{Replica} cannot accept a connection: {Reason}")]
    public static partial void AcceptFailed(this ILogger log, ReplicaId replica, string reason);

    [LoggerMessage(15, LogLevel.Warning, "{Replica} closes {Origin}: a frame of no allowed length")]
    public static partial void BadFrame(this ILogger log, ReplicaId replica, string origin);

    [LoggerMessage(16, LogLevel.Warning, "{Replica} closes {Origin}: {Reason}")]
    public static partial void ClientRefused(this ILogger log, ReplicaId replica, string origin, string reason);

    [LoggerMessage(17, LogLevel.Error, "{Replica} cannot send a message of type {Type}: {Bytes} bytes are too many")]
    public static partial void FrameTooLarge(this ILogger log, ReplicaId replica, byte type, int bytes);

    [LoggerMessage(20, LogLevel.Information, "{Replica} {Event} (view {View}, height {Height}) {Reason}")]
    public static partial void Event(
        this ILogger log, ReplicaId replica, TraceKind @event, ulong view, ulong height, string reason);

    [LoggerMessage(21, LogLevel.Warning, "{Replica} {Event} (view {View}, height {Height}) {About} {Reason}")]
    public static partial void Alarm(
        this ILogger log, ReplicaId replica, TraceKind @event, ulong view, ulong height, string about, string reason);
}
