using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Protocols.Streamlet;

/// <summary>
/// The tree of nodes that are not final yet, and of the final ones from the stable checkpoint up. What lies at or below
/// a height that is executed needs no ancestors: the tree stands there.
/// </summary>
internal sealed class BlockTree
{
    private readonly SortedDictionary<Digest, TreeNode> _nodes = [];
    private readonly SortedDictionary<Epoch, TreeNode> _notarized = [];

    public int Count => _nodes.Count;

    public IEnumerable<TreeNode> All => _nodes.Values;

    public TreeNode? Find(Digest id) => _nodes.GetValueOrDefault(id);

    /// <summary>Null at genesis and where the parent is not held.</summary>
    public TreeNode? ParentOf(TreeNode node) => Find(node.Parent);

    /// <summary>Takes a well-formed node; what it and its children show as notarized is marked.</summary>
    /// <param name="node">Perhaps known already.</param>
    /// <param name="longest">The longest chain known here: it may end in this node.</param>
    public TreeNode Add(Node node, Notarization? longest)
    {
        if (_nodes.TryGetValue(node.Id, out var known)) return known;
        var added = new TreeNode(node);
        _nodes.Add(node.Id, added);
        if (node.Justify is { } justify && Find(justify.Node) is { } parent) Notarize(parent, justify);
        if (longest?.Node == node.Id) Notarize(added, longest);
        foreach (var other in _nodes.Values)
        {
            if (other.Parent == node.Id && other.Node.Justify is { } ofAdded) Notarize(added, ofAdded);
        }

        return added;
    }

    public void Notarize(TreeNode node, Notarization notarization)
    {
        if (node.Notarization is not null) return;
        Invariant.Require(
            !_notarized.TryGetValue(node.Epoch, out var other) || other == node,
            "SL2 at most one node of an epoch is notarized");
        node.Notarization = notarization;
        _notarized[node.Epoch] = node;
    }

    /// <summary>Notarized nodes of higher epochs than this one, lowest first.</summary>
    public IReadOnlyList<TreeNode> NotarizedAbove(Epoch epoch)
    {
        var above = new List<TreeNode>();
        foreach (var (of, node) in _notarized)
        {
            if (of > epoch) above.Add(node);
        }

        return above;
    }

    /// <summary>Whether the chain of a node is held down to what is executed or to genesis.</summary>
    /// <returns>Null if so; else the lowest node held, whose parent is missing.</returns>
    public TreeNode? LowestUngrounded(TreeNode node, Height floor)
    {
        var lowest = node;
        while (lowest.ParentHeight > floor)
        {
            if (ParentOf(lowest) is not { } parent) return lowest;
            lowest = parent;
        }

        return null;
    }

    /// <summary>The nodes of a chain that are above a height, lowest first.</summary>
    public IReadOnlyList<TreeNode> ChainAbove(TreeNode node, Height floor)
    {
        var chain = new List<TreeNode>();
        for (var next = node; next is not null && next.Height > floor; next = ParentOf(next)) chain.Add(next);
        chain.Reverse();
        return chain;
    }

    /// <summary>
    /// Whether the chain of a node passes through another one; null if it leaves the tree before that is known. Lengths
    /// have no gaps, so only one node of a chain can be it.
    /// </summary>
    public bool? Extends(TreeNode node, Digest ancestor, ulong ofLength)
    {
        for (var next = node; next is not null; next = ParentOf(next))
        {
            if (next.Length <= ofLength) return next.Id == ancestor;
            if (next.Length == ofLength + 1) return next.Parent == ancestor;
        }

        return null;
    }

    /// <summary>Nodes below a height: a stable checkpoint covers them.</summary>
    public void DropBelow(Height height) => Drop(node => node.Height < height);

    /// <summary>Nodes that are no longer than a final one and not on its chain: nobody builds on them.</summary>
    public void DropConflicting(TreeNode final)
    {
        var chain = new SortedSet<Digest>();
        for (var next = final; next is not null; next = ParentOf(next)) chain.Add(next.Id);
        Drop(node => node.Length <= final.Length && !chain.Contains(node.Id));
    }

    /// <summary>
    /// Nodes of epochs below this one that this replica did not vote for and that nobody is known to have notarized.
    /// </summary>
    public void DropAbandoned(Epoch epoch) =>
        Drop(node => node.Epoch < epoch && node.Notarization is null && !node.IsRecorded);

    private void Drop(Func<TreeNode, bool> isGone)
    {
        var gone = new List<TreeNode>();
        foreach (var node in _nodes.Values)
        {
            if (isGone(node)) gone.Add(node);
        }

        foreach (var node in gone)
        {
            _nodes.Remove(node.Id);
            if (_notarized.GetValueOrDefault(node.Epoch) == node) _notarized.Remove(node.Epoch);
        }
    }
}
