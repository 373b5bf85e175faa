using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Protocols.HotStuff;

/// <summary>
/// The tree of nodes that are not committed yet, and of the committed ones from the stable checkpoint up. What lies at
/// or below a height that is executed needs no further ancestors: the tree stands there.
/// </summary>
/// <remarks>
/// No call that is made with every message walks the tree. A replica whose branch lacks ancestors holds more nodes with
/// every view; if each message cost it more then, it would never read the answer that brings them.
/// </remarks>
/// <param name="genesis">Id of the root.</param>
public sealed class BlockTree(Digest genesis)
{
    private readonly Dictionary<Digest, TreeNode> _nodes = [];
    private readonly Dictionary<Digest, List<TreeNode>> _byBlock = [];
    private readonly Dictionary<Digest, List<TreeNode>> _withoutParent = [];
    private readonly SortedList<(View View, Digest Id), TreeNode> _byView = [];
    private readonly SortedList<View, TreeNode> _certified = [];

    // Of views below these, what goes as abandoned or as in conflict is gone.
    private View _cleared;
    private View _decided;

    // How often a branch lost nodes below others: shortcuts of before may lead over the gap.
    private long _cuts;

    public int Count => _nodes.Count;

    /// <summary>Lowest views first.</summary>
    public IEnumerable<TreeNode> All => _byView.Values;

    public TreeNode? Find(Digest id) => _nodes.GetValueOrDefault(id);

    /// <summary>Nodes that carry a block: the same one may be proposed in several views.</summary>
    public IReadOnlyList<TreeNode> WithBlock(Digest block) => _byBlock.GetValueOrDefault(block) ?? [];

    /// <summary>Takes a well-formed node; what its justify and those of its children certify is marked.</summary>
    /// <param name="node">Perhaps known already.</param>
    /// <param name="highQC">The highest certificate known here: it may be of this node.</param>
    public TreeNode Add(Node node, QuorumCertificate? highQC)
    {
        if (_nodes.TryGetValue(node.Id, out var known)) return known;
        var added = new TreeNode(node);
        _nodes.Add(node.Id, added);
        _byView.Add((added.View, added.Id), added);
        if (!added.IsEmpty) ListOf(_byBlock, node.Header.Block).Add(added);
        Link(added);
        if (_withoutParent.Remove(node.Id, out var children))
        {
            foreach (var child in children) Link(child);
        }

        if (node.Justify is { } justify && added.Below is { } parent) Certify(parent, justify);
        if (highQC?.Node == node.Id) Certify(added, highQC);
        foreach (var child in added.Above)
        {
            if (child.Node.Justify is { } ofAdded) Certify(added, ofAdded);
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
        var first = _certified.Count;
        while (first > 0 && _certified.GetKeyAtIndex(first - 1) > view) first--;
        var above = new TreeNode[_certified.Count - first];
        for (var i = 0; i < above.Length; i++) above[i] = _certified.GetValueAtIndex(first + i);
        return above;
    }

    /// <summary>
    /// Whether the branch of a node is held down to what is executed or to genesis; the parent of the node itself is
    /// needed wherever it lies, since the lock is in it.
    /// </summary>
    /// <returns>Null if so; else the lowest node held, whose parent is missing.</returns>
    public TreeNode? LowestUngrounded(TreeNode node, Height floor)
    {
        var lowest = LowestHeld(node);
        // Heights do not grow downwards: if any node below this one is at the floor, the lowest is.
        var isGrounded = lowest.Parent == genesis || (lowest != node && lowest.Height <= floor);
        return isGrounded ? null : lowest;
    }

    /// <summary>The nodes of a branch that are above a height, lowest first.</summary>
    public static IReadOnlyList<TreeNode> BranchAbove(TreeNode node, Height floor)
    {
        var branch = new List<TreeNode>();
        for (var next = node; next is not null && next.Height > floor; next = next.Below) branch.Add(next);
        branch.Reverse();
        return branch;
    }

    /// <summary>
    /// Whether the branch of a node passes through another one; null if it leaves the tree before that is known.
    /// </summary>
    public bool? Extends(TreeNode node, Digest ancestor, View ofView)
    {
        for (var next = node; next is not null; next = next.Below)
        {
            if (next.Id == ancestor) return true;
            if (next.View <= ofView || next.Parent == genesis) return false;
        }

        return null;
    }

    /// <summary>Nodes below a height: a stable checkpoint covers them.</summary>
    public void DropBelow(Height height) => Drop([.. All.Where(node => node.Height < height)]);

    /// <summary>
    /// Nodes of views up to that of a committed one that are not on its branch: nobody builds on them.
    /// </summary>
    public void DropConflicting(TreeNode committed)
    {
        var branch = new HashSet<TreeNode>();
        for (var next = committed; next is not null && next.View > _decided; next = next.Below) branch.Add(next);
        Drop([.. Between(_decided.Next, committed.View.Next).Where(node => !branch.Contains(node))]);
        _decided = committed.View;
    }

    /// <summary>
    /// Nodes of views below this one that this replica did not vote for and that nobody is known to have certified.
    /// </summary>
    public void DropAbandoned(View view)
    {
        if (view <= _cleared) return;
        Drop([.. Between(_cleared, view).Where(node => node.Certificate is null && !node.IsRecorded)]);
        _cleared = view;
    }

    /// <summary>Of the first view and those up to another one that does not belong to it.</summary>
    private IEnumerable<TreeNode> Between(View first, View end)
    {
        var from = _byView.Count;
        while (from > 0 && _byView.GetKeyAtIndex(from - 1).View >= first) from--;
        for (var i = from; i < _byView.Count && _byView.GetKeyAtIndex(i).View < end; i++)
            yield return _byView.GetValueAtIndex(i);
    }

    private TreeNode LowestHeld(TreeNode node)
    {
        var lowest = node;
        while (true)
        {
            if (lowest.Shortcut is { } shortcut && shortcut.Cuts == _cuts) lowest = shortcut.To;
            else if (lowest.Below is { } below) lowest = below;
            else break;
        }

        if (lowest != node) node.Shortcut = (lowest, _cuts);
        return lowest;
    }

    private void Link(TreeNode node)
    {
        if (_nodes.TryGetValue(node.Parent, out var parent))
        {
            node.Below = parent;
            parent.Above.Add(node);
        }
        else if (node.Parent != genesis)
        {
            ListOf(_withoutParent, node.Parent).Add(node);
        }
    }

    private void Drop(IReadOnlyList<TreeNode> gone)
    {
        foreach (var node in gone)
        {
            if (node.Above.Count > 0) _cuts++;
            _nodes.Remove(node.Id);
            _byView.Remove((node.View, node.Id));
            if (_certified.GetValueOrDefault(node.View) == node) _certified.Remove(node.View);
            Remove(_byBlock, node.Node.Header.Block, node);
            if (node.Below is null) Remove(_withoutParent, node.Parent, node);
            else node.Below.Above.Remove(node);
            node.Below = null;
            foreach (var child in node.Above)
            {
                child.Below = null;
                ListOf(_withoutParent, node.Id).Add(child);
            }

            // What went must not keep the nodes above it reachable: an old shortcut may still lead to it.
            node.Above.Clear();
            node.Shortcut = null;
        }
    }

    private static List<TreeNode> ListOf(Dictionary<Digest, List<TreeNode>> lists, Digest key)
    {
        if (!lists.TryGetValue(key, out var list)) lists.Add(key, list = []);
        return list;
    }

    private static void Remove(Dictionary<Digest, List<TreeNode>> lists, Digest key, TreeNode node)
    {
        if (lists.TryGetValue(key, out var list) && list.Remove(node) && list.Count == 0) lists.Remove(key);
    }
}
