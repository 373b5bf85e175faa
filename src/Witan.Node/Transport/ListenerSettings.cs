using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>What a replica lets in.</summary>
/// <param name="Cluster">Others are refused.</param>
/// <param name="Self">This replica.</param>
/// <param name="Configurations">Whose keys are known.</param>
/// <param name="Identity">The key that this replica shows.</param>
/// <param name="Time">For the limit of a handshake.</param>
/// <param name="Options">Quotas.</param>
internal sealed record ListenerSettings(
    Digest Cluster, ReplicaId Self, Configurations Configurations, TlsIdentity Identity, TimeProvider Time,
    NodeOptions Options)
{
    public Hello Own => Hello.Of(Cluster, Configurations.Newest, Self);
}
