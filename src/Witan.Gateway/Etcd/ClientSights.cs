using Witan.Gateway.Http;
using Witan.Node;

namespace Witan.Gateway.Etcd;

/// <summary>What the gateway's verifying client counts, per replica.</summary>
public sealed class ClientSights(WitanClient client) : IReplicaSights
{
    public IReadOnlyList<ReplicaSight> Read()
    {
        var lies = client.Lies();
        return
        [
            .. client.Configuration.Members.Select(member => new ReplicaSight(
                member.Id.ToString(), member.Organisation, client.IsConnected(member.Id),
                [.. lies.Where(lie => lie.Member == member.Id)])),
        ];
    }
}
