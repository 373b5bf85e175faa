using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Worlds;

namespace Witan.Simulation.Comparing;

/// <summary>
/// Sees when a client had equal results from f + 1 replicas: what the literature calls the latency of a request. The
/// client itself waits for a quorum, whose signatures prove the result to others too.
/// </summary>
/// <param name="world">The clock.</param>
/// <param name="needed">f + 1.</param>
internal sealed class ReplyWatch(World world, int needed) : IClusterObserver
{
    private readonly List<(ReplicaId Replica, string Result)> _replies = [];
    private ulong _number;

    /// <summary>When the newest request was first sent; microseconds.</summary>
    public long SentAt { get; private set; }

    /// <summary>When it had its f + 1 replies; null before.</summary>
    public long? RepliedAt { get; private set; }

    public void OnSent(NodeName from, NodeName to, Message message, long number)
    {
        if (from.IsReplica || message is not Bundle bundle || bundle.First <= _number) return;
        _number = bundle.First;
        (SentAt, RepliedAt) = (world.Now, null);
        _replies.Clear();
    }

    public void OnDelivered(NodeName from, NodeName to, Message message, long number)
    {
        if (to.IsReplica || message is not Reply reply || RepliedAt is not null) return;
        foreach (var leaf in reply.Leaves)
        {
            if (leaf.Number != _number || _replies.Any(r => r.Replica == from.Id)) continue;
            var result = leaf.Request + Convert.ToHexString(leaf.Result.Span);
            _replies.Add((from.Id, result));
            if (_replies.Count(r => r.Result == result) >= needed) RepliedAt = world.Now;
        }
    }
}
