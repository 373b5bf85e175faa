using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Protocols.HotStuff;

/// <summary>
/// The tree of nodes that are not committed yet, and of the committed ones from the stable checkpoint up. What lies at
/// or below a height that is executed needs no further ancestors: the tree stands there.
/// </summary>
/// <param name="genesis">Id of the root.</param>
internal sealed class BlockTree(Digest genesis)
{
    private readonly SortedDictionary<Digest, TreeNode> _nodes = [];
    private readonly SortedDictionary<View, TreeNode> _certified = [];

    public int Count => _nodes.Count;

    public IEnumerable<TreeNode> All => _nodes.Values;

    public TreeNode? Find(Digest id) => _nodes.GetValueOrDefault(id);

    /// <summary>Null at genesis and where the parent is not held.</summary>
    public TreeNode? ParentOf(TreeNode node) => Find(node.Parent);

    /// <summary>Takes a well-formed node; what its justify and those of its children certify is marked.</summary>
    /// <param name="node">Perhaps known already.</param>
    /// <param name="highQC">The highest certificate known here: it may be of this node.</param>
    public TreeNode Add(Node node, QuorumCertificate? highQC)
    {
        if (_nodes.TryGetValue(node.Id, out var known)) return known;
        var added = new TreeNode(node);
        _nodes.Add(node.Id, added);
        if (node.Justify is { } justify && Find(justify.Node) is { } parent) Certify(parent, justify);
        if (highQC?.Node == node.Id) Certify(added, highQC);
        foreach (var other in _nodes.Values)
        {
            if (other.Parent == node.Id && other.Node.Justify is { } ofAdded) Certify(added, ofAdded);
        }

        return added;
    }

    public void Certify(TreeNode node, QuorumCertificate certificate)
    {
        if (node.Certificate is not null) return;
        Invariant.Require(
            !_certified.TryGetValue(node.View, out var other) || other == node,
            "HS1 at most one node of a view is certified");
        node.Certificate = certificate;
        _certified[node.View] = node;
    }

    /// <summary>Certified nodes of higher views than this one, lowest first.</summary>
    public IReadOnlyList<TreeNode> CertifiedAbove(View view)
    {
        var above = new List<TreeNode>();
        foreach (var (of, node) in _certified)
        {
            if (of > view) above.Add(node);
        }

        return above;
    }

    /// <summary>
    /// Whether the branch of a node is held down to what is executed or to genesis; the parent of the node itself is
    /// needed wherever it lies, since the lock is in it.
    /// </summary>
    /// <returns>Null if so; else the lowest node held, whose parent is missing.</returns>
    public TreeNode? LowestUngrounded(TreeNode node, Height floor)
    {
        for (var lowest = node; ;)
        {
            if (lowest.Parent == genesis) return null;
            if (ParentOf(lowest) is not { } parent) return lowest;
            if (parent.Height <= floor) return null;
            lowest = parent;
        }
    }

    /// <summary>The nodes of a branch that are above a height, lowest first.</summary>
    public IReadOnlyList<TreeNode> BranchAbove(TreeNode node, Height floor)
    {
        var branch = new List<TreeNode>();
        for (var next = node; next is not null && next.Height > floor; next = ParentOf(next)) branch.Add(next);
        branch.Reverse();
        return branch;
    }

    /// <summary>
    /// Whether the branch of a node passes through another one; null if it leaves the tree before that is known.
    /// </summary>
    public bool? Extends(TreeNode node, Digest ancestor, View ofView)
    {
        for (var next = node; next is not null; next = ParentOf(next))
        {
            if (next.Id == ancestor) return true;
            if (next.View <= ofView || next.Parent == genesis) return false;
        }

        return null;
    }

    /// <summary>Nodes below a height: a stable checkpoint covers them.</summary>
    public void DropBelow(Height height) => Drop(node => node.Height < height);

    /// <summary>
    /// Nodes of views up to that of a committed one that are not on its branch: nobody builds on them.
    /// </summary>
    public void DropConflicting(TreeNode committed)
    {
        var branch = new SortedSet<Digest>();
        for (var next = committed; next is not null; next = ParentOf(next)) branch.Add(next.Id);
        Drop(node => node.View <= committed.View && !branch.Contains(node.Id));
    }

    /// <summary>
    /// Nodes of views below this one that this replica did not vote for and that nobody is known to have certified.
    /// </summary>
    public void DropAbandoned(View view) =>
        Drop(node => node.View < view && node.Certificate is null && !node.IsRecorded);

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
            if (_certified.GetValueOrDefault(node.View) == node) _certified.Remove(node.View);
        }
    }
}
