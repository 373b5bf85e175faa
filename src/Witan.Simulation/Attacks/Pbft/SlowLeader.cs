using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>A15: as leader holds every proposal back until just before the others suspect it.</summary>
internal sealed class SlowLeader(StrategyCall call) : PbftAttack(call)
{
    /// <summary>Bundles whose arrival is remembered; the oldest make room.</summary>
    private const int Kept = 4096;

    private readonly SortedDictionary<Digest, long> _arrived = [];
    private readonly Queue<Digest> _order = new();
    private long _entered;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (Own<NewView>(message) is not null) _entered = Liar.Cluster.World.Now;
        var delay = OwnProposal(message) is { } proposal ? DelayOf(proposal) : 0;
        if (delay > 0) Fire();
        outgoing.Delay(message, delay);
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is Bundle bundle && _arrived.TryAdd(bundle.Digest, Liar.Cluster.World.Now))
        {
            _order.Enqueue(bundle.Digest);
            if (_order.Count > Kept) _arrived.Remove(_order.Dequeue());
        }

        return true;
    }

    private long DelayOf(PrePrepare proposal)
    {
        var now = Liar.Cluster.World.Now;
        long? oldest = null;
        foreach (var reference in proposal.Block!.References)
        {
            if (_arrived.TryGetValue(reference.Digest, out var at) && !(at >= oldest)) oldest = at;
        }

        if (oldest is not { } since) return 0;
        var timeout = Liar.Cluster.Settings.Options.RequestTimeout.Ticks / TimeSpan.TicksPerMicrosecond;
        return Math.Max(since, _entered) + (long)(Call.Fraction("factor") * timeout) - now;
    }
}
