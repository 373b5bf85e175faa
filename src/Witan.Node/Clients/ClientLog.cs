using Microsoft.Extensions.Logging;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>Every line that a client logs.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(30, LogLevel.Debug, "connected to {Replica}")]
    public static partial void ClientUp(this ILogger log, ReplicaId replica);

    [LoggerMessage(31, LogLevel.Warning, "not connected to {Replica}: {Reason}")]
    public static partial void ClientDown(this ILogger log, ReplicaId replica, string reason);

    [LoggerMessage(32, LogLevel.Critical, "the client stops: {Reason}")]
    public static partial void ClientFailed(this ILogger log, string reason, Exception failure);
}
