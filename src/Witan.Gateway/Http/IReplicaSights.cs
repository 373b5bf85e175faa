namespace Witan.Gateway.Http;

/// <summary>What a gateway sees of the replicas that it asks.</summary>
public interface IReplicaSights
{
    /// <summary>One per member, in the order of the configuration.</summary>
    IReadOnlyList<ReplicaSight> Read();
}
