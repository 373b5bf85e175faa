using Witan.Core.Admission;
using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Core.Reconfiguration;
using Witan.Primitives;

namespace Witan.Core.Ordering;

/// <summary>
/// Where proposals are put together, checked and completed. A block becomes ready when every body is held and made
/// durable: a vote implies possession (RULES 2).
/// </summary>
internal sealed class BlockDesk(
    BlockStore store, AdmissionMachine admission, RejoinPool rejoins, ExecutionMachine execution,
    Configurations configurations,
    ReplicaOptions options, ReplicaId self) : IBlockDesk
{
    /// <summary>Proposals that wait for bodies: two views' worth of the largest window of 256 slots.</summary>
    public const int MaxPending = 512;

    private static readonly TimerId FetchTimer = new("blocks", "fetch", 0);

    // Bundles travel from clients to all; a proposal may overtake them. Asking at once would double the traffic.
    private static readonly TimeSpan FirstFetchDelay = new(5 * TimeSpan.TicksPerMillisecond);

    private readonly SortedList<Digest, PendingBlock> _pending = [];

    public int Pending => _pending.Count;
    private bool _timerArmed;

    public Block? Find(Digest block) => store.FindComplete(block);

    public Block Draw(Height height, in Clock now, BlockTime after, IReadOnlyCollection<Digest> inFlight)
    {
        var parameters = configurations.At(height).Parameters;
        var taken = BodiesIn(inFlight);
        var references = new List<Reference>();
        foreach (var rejoin in rejoins.For(configurations.At(height).Number))
        {
            if (references.Count == parameters.MaxBlockRequests) break;
            if (!taken.Contains(rejoin.Digest))
                references.Add(new Reference(rejoin.Kind, rejoin.Digest, RejoinBody.Size));
        }

        long bytes = references.Count * RejoinBody.Size;
        long requests = references.Count;
        foreach (var pooled in admission.Pool.InOrder)
        {
            var bundle = pooled.Bundle;
            if (taken.Contains(bundle.Digest)) continue;
            var fits = bytes + pooled.Bytes <= parameters.MaxBlockBytes
                && requests + bundle.Requests.Count <= parameters.MaxBlockRequests;
            if (!fits && references.Count > 0) break;
            references.Add(new Reference(Reference.Bundle, bundle.Digest, (uint)pooled.Bytes));
            bytes += pooled.Bytes;
            requests += bundle.Requests.Count;
            if (!fits) break;
        }

        // A block with time 0 and no references would be the null block.
        var time = BlockTime.Max(new BlockTime(1), BlockTime.Max(now.Wall, after));
        return new Block(height, time, references);
    }

    public void Step(in Clock now, Input input, Outbox outbox)
    {
        switch (input)
        {
            case Input.Received { Message.Message: FetchBodies fetch } received:
                OnFetch(fetch, received.From, outbox);
                break;
            case Input.Received { Message.Message: Bodies bodies }:
                OnBodies(bodies, outbox);
                break;
            case Input.TimerFired { Timer: var timer } when timer == FetchTimer:
                OnFetchTimer(outbox);
                break;
            case Internal.CheckpointStable stable:
                Forget(stable.Certificate.Height);
                break;
            case Internal.StateInstalled installed:
                Forget(installed.Certificate.Height);
                break;
        }
    }

    public void OnOffer(in Clock now, Internal.OfferBlock offer, Outbox outbox)
    {
        var block = offer.Block;
        var parameters = configurations.At(block.Height).Parameters;
        var refusal = BlockRules.Static(block, parameters);
        if (refusal is null && !offer.Certified)
            refusal = BlockRules.Local(block, now, PredecessorTime(block), parameters);
        if (refusal is not null)
        {
            outbox.Add(new Internal.Tell(new Internal.BlockRefused(block.Height, block.Digest, refusal)));
            return;
        }

        store.Add(block);
        Await(new PendingBlock(block.Height, block.Digest, block, offer.Certified, offer.Holders), outbox);
    }

    public void OnFetchBlock(Internal.FetchBlock fetch, Outbox outbox) =>
        Await(new PendingBlock(fetch.Height, fetch.Block, store.Find(fetch.Block), true, fetch.Holders), outbox);

    /// <summary>A body that proposals may wait for is in a pool.</summary>
    public void OnPooled(Digest body, Outbox outbox)
    {
        for (var i = _pending.Count - 1; i >= 0; i--)
        {
            var pending = _pending.GetValueAtIndex(i);
            if (pending.Missing.Remove(body)) Complete(pending, outbox);
        }
    }

    /// <summary>
    /// Proposals of earlier views that no certificate carries over are void: what a liar left waiting goes.
    /// </summary>
    public void OnViewEntered()
    {
        for (var i = _pending.Count - 1; i >= 0; i--)
        {
            if (!_pending.GetValueAtIndex(i).Certified) _pending.RemoveAt(i);
        }
    }

    private void Await(PendingBlock pending, Outbox outbox)
    {
        if (_pending.TryGetValue(pending.Digest, out var known))
        {
            known.Merge(pending);
            pending = known;
        }

        // What needs no place in the table is not refused for want of one.
        if (pending.Block is not null) pending.FindMissing(digest => FindBody(digest) is not null);
        if (Complete(pending, outbox)) return;
        if (known is null && _pending.Count == MaxPending)
        {
            outbox.Add(
                new Internal.Tell(new Internal.BlockRefused(pending.Height, pending.Digest, Rejection.OverQuota)));
            return;
        }

        _pending[pending.Digest] = pending;
        Arm(FirstFetchDelay, outbox);
    }

    /// <summary>If nothing is missing: checks the bodies, makes them durable, and says so.</summary>
    private bool Complete(PendingBlock pending, Outbox outbox)
    {
        if (pending.Block is not { } block || pending.Missing.Count > 0 || Gather(pending, block) is not { } bodies)
            return false;
        _pending.Remove(pending.Digest);
        var refusal = BlockRules.Bodies(block, bodies, configurations.At(block.Height));
        for (var i = 0; i < bodies.Length && refusal is null && !pending.Certified; i++)
        {
            if (bodies[i] is Bundle bundle) refusal = admission.Refuse(bundle);
        }

        if (refusal is not null)
        {
            outbox.Add(new Internal.Tell(new Internal.BlockRefused(block.Height, block.Digest, refusal)));
            return true;
        }

        foreach (var body in bodies)
        {
            if (store.AddBody(block.Height, body)) outbox.Persist(new BodyRecord(block.Height, body));
        }

        outbox.Add(new Internal.Tell(new Internal.BlockReady(block.Height, block.Digest)));
        return true;
    }

    /// <summary>
    /// The bodies in order; null, and what lacks is missing again, if one has left the pool since it was counted.
    /// </summary>
    private IBody[]? Gather(PendingBlock pending, Block block)
    {
        var bodies = new IBody[block.References.Count];
        for (var i = 0; i < bodies.Length; i++)
        {
            var digest = block.References[i].Digest;
            if (FindBody(digest) is { } body) bodies[i] = body;
            else pending.Missing.Add(digest);
        }

        return pending.Missing.Count == 0 ? bodies : null;
    }

    private void OnFetch(FetchBodies fetch, Origin from, Outbox outbox)
    {
        if (from.IsClient) return;
        var blocks = new List<Block>();
        var bodies = new List<IBody>();
        long bytes = 0;
        foreach (var digest in fetch.Blocks)
        {
            if (bytes >= Bodies.TargetBytes || store.Find(digest) is not { } block) continue;
            blocks.Add(block);
            bytes += 20 + (block.References.Count * Reference.Size);
        }

        foreach (var digest in fetch.Contents)
        {
            if (bytes >= Bodies.TargetBytes || FindBody(digest) is not { } body) continue;
            if (bytes + body.Body.Length > Limits.MaxFrameBytes - 1024 - (5 * bodies.Count)) continue;
            bodies.Add(body);
            bytes += body.Body.Length;
        }

        if (blocks.Count + bodies.Count > 0) outbox.SendEarly(new Bodies(blocks, bodies), Destination.To(from));
    }

    private void OnBodies(Bodies bodies, Outbox outbox)
    {
        foreach (var block in bodies.Blocks)
        {
            if (!_pending.TryGetValue(block.Digest, out var pending) || pending.Block is not null) continue;
            if (block.Height != pending.Height
                || BlockRules.Static(block, configurations.At(block.Height).Parameters) is not null)
                continue;
            store.Add(block);
            pending.Block = block;
            pending.FindMissing(digest => FindBody(digest) is not null);
            if (!Complete(pending, outbox)) Ask(pending, outbox);
        }

        foreach (var body in bodies.Contents)
        {
            for (var i = _pending.Count - 1; i >= 0; i--)
            {
                var pending = _pending.GetValueAtIndex(i);
                if (!pending.Missing.Remove(body.Digest)) continue;
                pending.Fetched[body.Digest] = body;
                Complete(pending, outbox);
            }
        }
    }

    private void OnFetchTimer(Outbox outbox)
    {
        _timerArmed = false;
        foreach (var (_, pending) in _pending) Ask(pending, outbox);
        if (_pending.Count > 0) Arm(options.FetchTimeout, outbox);
    }

    private void Ask(PendingBlock pending, Outbox outbox)
    {
        var asked = pending.NextHolder(configurations.At(pending.Height), self);
        if (asked is not { } peer) return;
        var request = pending.Block is null
            ? new FetchBodies([pending.Digest], [])
            : new FetchBodies([], [.. pending.Missing]);
        outbox.SendEarly(request, Destination.One(peer));
    }

    private IBody? FindBody(Digest digest)
    {
        if (store.FindBody(digest) is { } stored) return stored;
        if (admission.Pool.Find(digest) is { } pooled) return pooled;
        if (rejoins.Find(digest) is { } rejoin) return rejoin;
        foreach (var (_, pending) in _pending)
        {
            if (pending.Fetched.TryGetValue(digest, out var fetched)) return fetched;
        }

        return null;
    }

    private HashSet<Digest> BodiesIn(IReadOnlyCollection<Digest> blocks)
    {
        var taken = new HashSet<Digest>();
        foreach (var digest in blocks)
        {
            if (store.Find(digest) is not { } block) continue;
            foreach (var reference in block.References) taken.Add(reference.Digest);
        }

        return taken;
    }

    /// <summary>Effective time of the block before, as far as it is known here.</summary>
    private BlockTime PredecessorTime(Block block) => execution.Time;

    private void Arm(TimeSpan after, Outbox outbox)
    {
        if (_timerArmed) return;
        _timerArmed = true;
        outbox.SetTimer(FetchTimer, after);
    }

    private void Forget(Height stable)
    {
        for (var i = _pending.Count - 1; i >= 0; i--)
        {
            if (_pending.GetValueAtIndex(i).Height <= stable) _pending.RemoveAt(i);
        }
    }
}
