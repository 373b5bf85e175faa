using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.TestKit.Pbft;

/// <summary>
/// A block desk and pool of canned bundles: the smallest one that keeps the contract (bodies durable before ready,
/// fetch from holders, clocks judge fresh proposals only).
/// </summary>
public sealed class FakeDesk(PbftNode node) : IBlockDesk, IPendingRequests
{
    private const long RetryMicroseconds = 100_000;

    private readonly SortedDictionary<Digest, Bundle> _bodies = [];
    private readonly SortedDictionary<Digest, Block> _blocks = [];
    private readonly SortedSet<Digest> _durable = [];
    private readonly SortedSet<Digest> _executed = [];
    private readonly List<(Bundle Bundle, Instant Since)> _pool = [];
    private readonly SortedDictionary<Digest, Wanted> _wanted = [];

    /// <summary>A test's own validity rule.</summary>
    public Func<Block, Rejection?>? Refuse { get; set; }

    /// <summary>What a leader leaves out of its proposals.</summary>
    public Func<Bundle, bool> Ignores { get; set; } = _ => false;

    public bool Any => _pool.Count > 0;

    public Instant? OldestSince => _pool.Count == 0 ? null : _pool[0].Since;

    public bool HasExecuted(Digest bundle) => _executed.Contains(bundle);

    public Block? Find(Digest block) => _blocks.TryGetValue(block, out var found) && HasBodies(found) ? found : null;

    public Block Draw(Height height, in Clock now, BlockTime after, IReadOnlyCollection<Digest> inFlight)
    {
        var taken = inFlight.SelectMany(d => _blocks.TryGetValue(d, out var b) ? b.References : []).Select(r =>
            r.Digest).ToArray();
        var references = _pool.Where(p =>
            !taken.Contains(p.Bundle.Digest) && !Ignores(p.Bundle)).Take(node.Cluster.Options.Batch)
            .Select(p => new Reference(Reference.Bundle, p.Bundle.Digest, (uint)p.Bundle.Body.Length)).ToArray();
        return new Block(height, BlockTime.Max(new BlockTime(1), BlockTime.Max(now.Wall, after)), references);
    }

    public void AddToPool(Bundle bundle, Instant now)
    {
        if (_executed.Contains(bundle.Digest)) return;
        _bodies.TryAdd(bundle.Digest, bundle);
        _pool.Add((bundle, now));
        foreach (var wanted in _wanted.Values.ToArray()) TryComplete(wanted);
    }

    /// <summary>What recovery found.</summary>
    public void Restore(BodyRecord record)
    {
        _bodies[record.Body.Digest] = (Bundle)record.Body;
        _durable.Add(record.Body.Digest);
    }

    public void Hold(Block block) => _blocks[block.Digest] = block;

    public void OnOffer(Internal.OfferBlock offer)
    {
        var limit = node.Wall.Microseconds + (long)node.Cluster.Options.Parameters.MaxAheadMicroseconds;
        var refusal = Refuse?.Invoke(offer.Block);
        if (refusal is null && !offer.Certified && offer.Block.Time.Microseconds > limit) refusal = Rejection.TimeAhead;
        if (refusal is not null)
        {
            node.Tell(new Internal.BlockRefused(offer.Block.Height, offer.Block.Digest, refusal));
            return;
        }

        Hold(offer.Block);
        Want(offer.Block.Height, offer.Block.Digest, offer.Holders);
    }

    public void OnFetch(Internal.FetchBlock fetch) => Want(fetch.Height, fetch.Block, fetch.Holders);

    public void Want(Height height, Digest block, IReadOnlyList<ReplicaId> holders)
    {
        var wanted = new Wanted(height, block, holders.Count > 0
            ? holders : [.. node.Cluster.Configuration.Members.Select(m => m.Id)]);
        if (TryComplete(wanted)) return;
        _wanted[block] = wanted;
        Ask(wanted);
    }

    public void OnFetchBodies(ReplicaId from, FetchBodies asked)
    {
        var blocks = asked.Blocks.Where(_blocks.ContainsKey).Select(d => _blocks[d]).ToArray();
        var bundles = asked.Contents.Where(_bodies.ContainsKey).Select(d => _bodies[d]).ToArray();
        if (blocks.Length + bundles.Length > 0) node.SendNow(new Bodies(blocks, bundles), from);
    }

    public void OnBodies(Bodies bodies)
    {
        foreach (var block in bodies.Blocks)
        {
            if (_wanted.ContainsKey(block.Digest)) Hold(block);
        }

        foreach (var bundle in bodies.Contents.OfType<Bundle>()) _bodies.TryAdd(bundle.Digest, bundle);
        foreach (var wanted in _wanted.Values.ToArray())
        {
            if (!TryComplete(wanted) && bodies.Blocks.Count > 0) Ask(wanted);
        }
    }

    public IReadOnlyList<Bundle> BodiesOf(Block block) => [.. block.References.Select(r => _bodies[r.Digest])];

    /// <returns>Whether any bundle was executed for the first time.</returns>
    public bool Execute(Block block)
    {
        var any = false;
        foreach (var reference in block.References)
        {
            any |= _executed.Add(reference.Digest);
            _pool.RemoveAll(p => p.Bundle.Digest == reference.Digest);
        }

        return any;
    }

    /// <summary>Takes over what a peer executed: stands for state transfer.</summary>
    public void Adopt(FakeDesk peer)
    {
        _executed.UnionWith(peer._executed);
        _pool.RemoveAll(p => _executed.Contains(p.Bundle.Digest));
    }

    private bool HasBodies(Block block) => block.References.All(r => _bodies.ContainsKey(r.Digest));

    private bool TryComplete(Wanted wanted)
    {
        if (Find(wanted.Digest) is not { } block) return false;
        _wanted.Remove(wanted.Digest);
        foreach (var bundle in BodiesOf(block))
        {
            if (_durable.Add(bundle.Digest)) node.Persist(new BodyRecord(block.Height, bundle));
        }

        node.Tell(new Internal.BlockReady(wanted.Height, wanted.Digest));
        node.TryExecute();
        return true;
    }

    private void Ask(Wanted wanted)
    {
        var holder = wanted.Holders[wanted.Asked++ % wanted.Holders.Count];
        FetchBodies request = _blocks.TryGetValue(wanted.Digest, out var block)
            ? new FetchBodies([], [.. block.References.Select(r => r.Digest).Where(d =>
                !_bodies.ContainsKey(d)).Distinct()])
            : new FetchBodies([wanted.Digest], []);
        if (holder != node.Id) node.SendNow(request, holder);
        node.After(holder == node.Id ? 1 : RetryMicroseconds, () =>
        {
            if (_wanted.GetValueOrDefault(wanted.Digest) == wanted) Ask(wanted);
        });
    }

    private sealed class Wanted(Height height, Digest digest, IReadOnlyList<ReplicaId> holders)
    {
        public Height Height { get; } = height;

        public Digest Digest { get; } = digest;

        public IReadOnlyList<ReplicaId> Holders { get; } = holders;

        public int Asked { get; set; }
    }
}
