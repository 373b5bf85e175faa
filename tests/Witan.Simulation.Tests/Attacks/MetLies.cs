using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Simulation.Checking;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Tests.Attacks;

/// <summary>
/// Which liars showed two texts under one promise to one correct replica: the ground truth that evidence is measured
/// by. Looks at deliveries alone and knows nothing of what the replica does with them.
/// </summary>
internal sealed class MetLies(SimulatedCluster cluster, FaultySet faulty) : IClusterObserver
{
    private readonly SortedDictionary<string, Digest> _seen = new(StringComparer.Ordinal);

    /// <summary>Pairs per liar.</summary>
    public SortedDictionary<uint, int> Pairs { get; } = [];

    void IClusterObserver.OnDelivered(NodeName from, NodeName to, Message message, long number)
    {
        if (!to.IsReplica || faulty.Contains(to.Id) || !cluster[to.Index].IsUp) return;
        if (message is not SignedStatement { Statement: var said } signed || said.Promise is not { } key) return;
        if (!faulty.Contains(said.Sender)) return;
        var text = said.TextDigest(cluster.Cluster, 0);
        // Under a signature that does not hold, nobody said anything.
        if (!cluster.Scheme.Verify(cluster[(int)said.Sender.Value].Signer.PublicKey, text, signed.Signature)) return;
        if (_seen.TryAdd(Name(to, said.Sender, key), text) || _seen[Name(to, said.Sender, key)] == text) return;
        Pairs[said.Sender.Value] = Pairs.GetValueOrDefault(said.Sender.Value) + 1;
    }

    private static string Name(NodeName to, ReplicaId sender, PromiseKey key) => $"{to} {sender} {key}";
}
