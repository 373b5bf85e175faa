using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Evidence;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Core.Transfer;

/// <summary>
/// Follows the others by decided blocks with certificates. It begins a moment after something above the executed height is known
/// and execution stands still, and goes on as long as answers help: the next question leaves with the answer to the last, and
/// a peer that has nothing more yet keeps it until it has. So a replica that cannot decide by itself, as one that alone asks for
/// a later view, is behind by one round trip and not by an interval.
/// </summary>
internal sealed class DecisionFetcher(
    Configurations configurations, ReplicaOptions options, BlockStore blocks, ExecutionMachine execution, PeerTable peers,
    EvidenceDesk evidence)
{
    /// <summary>Looks whether execution still stands.</summary>
    public static readonly TimerId GapTimer = new("transfer", "gap", 0);

    /// <summary>The peer that was asked is silent.</summary>
    public static readonly TimerId AskTimer = new("transfer", "ask", 0);

    private bool _watching;
    private Height _executedWhenWatched;
    private bool _asking;
    private ReplicaId _asked;
    private Height _claimedAtLastTick;

    // The last executed height came from a peer: the own protocol does not decide what comes next, or not yet.
    private bool _following;
    private Height _learntUpTo;

    private bool IsBehind =>
        execution.HighestDecided > execution.Executed || peers.Any(p => p.Executed > execution.Executed);

    /// <summary>Something may be missing. What is on its way has a quarter of an interval to arrive.</summary>
    public void Watch(Outbox outbox)
    {
        if (_asking || _watching || !IsBehind) return;
        _watching = true;
        _executedWhenWatched = execution.Executed;
        outbox.SetTimer(GapTimer, new TimeSpan(options.StatusInterval.Ticks / 4));
    }

    /// <summary>Nothing is fetched while execution moves by itself: the normal path is faster than asking.</summary>
    public void OnGapTimer(bool mayAsk, Outbox outbox)
    {
        _watching = false;
        if (execution.Executed > _executedWhenWatched) Watch(outbox);
        else if (mayAsk && !_asking && IsBehind) AskNext(outbox);
    }

    public void OnAskTimer(bool mayAsk, Outbox outbox)
    {
        if (!_asking) return;
        _asking = false;
        if (mayAsk) AskNext(outbox);
    }

    /// <summary>
    /// Every StatusInterval. What a weak quorum had executed an interval ago is still missing here: whoever is asked is too slow.
    /// </summary>
    public void OnTick(Outbox outbox)
    {
        if (_claimedAtLastTick > execution.Executed) AskNext(outbox);
        _claimedAtLastTick = peers.OfWeakQuorum(configurations.At(execution.Executed.Next), p => p.Executed);
    }

    /// <summary>Decided by the own protocol, it needs nobody to follow.</summary>
    public void OnExecuted(Height height)
    {
        if (height > _learntUpTo) _following = false;
    }

    /// <returns>Whether the peer has no decisions to give and claims a checkpoint above: its state is the way.</returns>
    public bool OnDecisions(Decisions decisions, ReplicaId peer, Outbox outbox)
    {
        if (!_asking || peer != _asked)
        {
            outbox.Reject(Rejection.NotAsked, peer);
            return false;
        }

        _asking = false;
        var before = execution.Executed;
        Take(decisions, outbox);
        if (execution.Executed > before)
        {
            _following = true;
            _learntUpTo = execution.Executed;
            Ask(peer, outbox);
            return false;
        }

        if (decisions.Items.Count > 0 && decisions.Items[^1].Height > before)
            evidence.Observe(peer, Observations.Transfer);
        Watch(outbox);
        return decisions.Items.Count == 0 && peers.Of(peer)?.Stable > execution.Executed;
    }

    private void Take(Decisions decisions, Outbox outbox)
    {
        var bodies = new Dictionary<Digest, IBody>();
        foreach (var body in decisions.Contents) bodies.TryAdd(body.Digest, body);
        foreach (var decision in decisions.Items)
        {
            if (decision.Height <= execution.Executed) continue;
            if (decision.Certificate.Configuration != configurations.At(decision.Height).Number) break;
            if (!TakeBodies(decision.Block, bodies, outbox)) break;
            execution.OnLearnt(decision, outbox);
            outbox.Add(new Internal.Tell(new Internal.DecisionLearnt(decision)));
        }
    }

    private bool TakeBodies(Block block, Dictionary<Digest, IBody> bodies, Outbox outbox)
    {
        foreach (var reference in block.References)
        {
            if (blocks.FindBody(reference.Digest) is null && !bodies.ContainsKey(reference.Digest)) return false;
        }

        blocks.Add(block);
        foreach (var reference in block.References)
        {
            var body = blocks.FindBody(reference.Digest) ?? bodies[reference.Digest];
            if (blocks.AddBody(block.Height, body)) outbox.Store(new BodyRecord(block.Height, body));
        }

        return true;
    }

    /// <summary>Whoever helped is asked again; this is for all other cases.</summary>
    private void AskNext(Outbox outbox)
    {
        var next = peers.Next(p => p.Executed > execution.Executed, ref _asked);
        if (next is null && (_following || IsBehind)) next = peers.Next(_ => true, ref _asked);
        if (next is { } peer) Ask(peer, outbox);
        else _asking = false;
    }

    private void Ask(ReplicaId peer, Outbox outbox)
    {
        _asking = true;
        outbox.SetTimer(AskTimer, options.StatusInterval);
        outbox.SendEarly(new FetchDecisions(execution.Executed.Next), Destination.One(peer));
    }
}
