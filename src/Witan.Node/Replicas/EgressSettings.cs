using Microsoft.Extensions.Logging;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>Where messages go out, and under which names they are signed.</summary>
internal sealed record EgressSettings(
    ReplicaId Self, Digest Cluster, Configurations Configurations, PeerLinks Links, Listener Listener, Tally Tally,
    ILogger Log);
