using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft.Forging;

/// <summary>Blocks and bundles that the honest code does not hold; victims that ask for them get them.</summary>
internal sealed class OwnBodies
{
    /// <summary>Of each kind; the oldest make room.</summary>
    public const int Kept = 1024;

    private readonly SortedDictionary<Digest, Block> _blocks = [];
    private readonly SortedDictionary<Digest, Bundle> _bundles = [];
    private readonly Queue<Digest> _blockOrder = new();
    private readonly Queue<Digest> _bundleOrder = new();

    public void Add(Block block)
    {
        if (!_blocks.TryAdd(block.Digest, block)) return;
        _blockOrder.Enqueue(block.Digest);
        if (_blockOrder.Count > Kept) _blocks.Remove(_blockOrder.Dequeue());
    }

    public void Add(Bundle bundle)
    {
        if (!_bundles.TryAdd(bundle.Digest, bundle)) return;
        _bundleOrder.Enqueue(bundle.Digest);
        if (_bundleOrder.Count > Kept) _bundles.Remove(_bundleOrder.Dequeue());
    }

    /// <summary>The bundles held, oldest first.</summary>
    public IReadOnlyList<Bundle> Bundles => [.. _bundleOrder.Select(digest => _bundles[digest])];

    /// <summary>Answers as the honest code would if it held them.</summary>
    public void Answer(Liar liar, NodeName from, FetchBodies fetch)
    {
        Block[] blocks = [.. fetch.Blocks.Where(_blocks.ContainsKey).Select(digest => _blocks[digest])];
        var bundles = new List<Bundle>();
        var bytes = 0L;
        foreach (var digest in fetch.Contents)
        {
            if (bytes >= Bodies.TargetBytes || !_bundles.TryGetValue(digest, out var bundle)) continue;
            bundles.Add(bundle);
            bytes += bundle.Body.Length;
        }

        if (blocks.Length + bundles.Count > 0) liar.Send(from, new Bodies(blocks, bundles));
    }
}
