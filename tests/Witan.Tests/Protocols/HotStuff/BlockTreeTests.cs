using System.Runtime.CompilerServices;
using Witan.Primitives;
using Witan.Protocols.HotStuff;
using Witan.TestKit.HotStuff;
using Xunit;

namespace Witan.Tests.Protocols.HotStuff;

using Node = Witan.Protocols.HotStuff.Node;

/// <summary>What the tree knows of branches: their ground, what goes, what comes back.</summary>
public sealed class BlockTreeTests
{
    private static readonly HotStuffForge Forge = new();

    private readonly BlockTree _tree = new(Forge.Genesis);

    /// <summary>Nodes of views 1, 2 .., each the child of the one before.</summary>
    private static List<Node> Chain(int length)
    {
        var chain = new List<Node> { Forge.First(1) };
        while (chain.Count < length) chain.Add(Forge.Child((ulong)chain.Count + 1, chain[^1]));
        return chain;
    }

    private TreeNode Add(Node node) => _tree.Add(node, null);

    [Fact]
    public void A_branch_stands_when_its_last_missing_node_is_there_whatever_the_order()
    {
        var chain = Chain(6);
        var top = Add(chain[5]);
        Assert.Equal(chain[5].Id, _tree.LowestUngrounded(top, Height.Genesis)!.Id);
        Add(chain[3]);
        Add(chain[4]);
        Assert.Equal(chain[3].Id, _tree.LowestUngrounded(top, Height.Genesis)!.Id);
        Add(chain[0]);
        Add(chain[1]);
        Assert.Equal(chain[3].Id, _tree.LowestUngrounded(top, Height.Genesis)!.Id);
        Add(chain[2]);

        Assert.Null(_tree.LowestUngrounded(top, Height.Genesis));
        Assert.Equal(chain.Skip(2).Select(n => n.Id), BlockTree.BranchAbove(top, new Height(2)).Select(n => n.Id));
    }

    [Fact]
    public void A_branch_stands_on_what_is_executed_but_a_node_needs_its_parent()
    {
        var chain = Chain(4);
        var top = Add(chain[3]);
        Assert.NotNull(_tree.LowestUngrounded(top, new Height(4)));
        Add(chain[2]);
        Assert.NotNull(_tree.LowestUngrounded(top, new Height(2)));
        Assert.Null(_tree.LowestUngrounded(top, new Height(3)));
    }

    [Fact]
    public void A_gap_that_opens_under_a_branch_is_seen_although_what_is_below_it_is_held()
    {
        // A fork at view 2: the committed branch goes on there, the other one has nodes of views 3 and 9.
        var chain = Chain(2);
        var lost = Forge.Child(3, chain[1], 7);
        var top = Forge.Child(9, lost, 7);
        var committed = Forge.Child(5, chain[1]);
        foreach (var node in chain) Add(node);
        Add(lost);
        Add(committed);
        var above = Add(top);
        Assert.Null(_tree.LowestUngrounded(above, Height.Genesis));

        _tree.DropConflicting(_tree.Find(committed.Id)!);

        Assert.Null(_tree.Find(lost.Id));
        Assert.Equal(top.Id, _tree.LowestUngrounded(above, Height.Genesis)!.Id);
        Add(lost);
        Assert.Null(_tree.LowestUngrounded(above, Height.Genesis));
    }

    [Fact]
    public void What_a_checkpoint_covers_and_what_nobody_certified_goes()
    {
        var chain = Chain(5);
        foreach (var node in chain) Add(node);
        var abandoned = Add(Forge.Child(6, chain[1], 9));
        var voted = Add(Forge.Child(7, chain[1], 8));
        voted.IsRecorded = true;

        _tree.DropAbandoned(new View(8));
        Assert.Null(_tree.Find(abandoned.Id));
        Assert.NotNull(_tree.Find(voted.Id));
        // The last of the chain is certified by nobody either.
        Assert.Equal([1ul, 2, 3, 4, 7], _tree.All.Select(n => n.View.Value));

        _tree.DropBelow(new Height(3));
        Assert.Equal([3ul, 4, 7], _tree.All.Select(n => n.View.Value));
        Assert.Null(_tree.LowestUngrounded(_tree.Find(chain[3].Id)!, new Height(3)));
        Assert.Equal([3ul, 4], _tree.CertifiedAbove(default).Select(n => n.View.Value));
    }

    [Fact]
    public void Nodes_are_found_by_the_block_that_they_carry()
    {
        var first = Add(Forge.First(1));
        var again = Add(Forge.First(3));
        var other = Add(Forge.First(2, 5));

        Assert.Equal([first, again], _tree.WithBlock(first.Node.Header.Block));
        _tree.DropConflicting(other);
        Assert.Equal([again], _tree.WithBlock(first.Node.Header.Block));
        Assert.Empty(_tree.WithBlock(Digest.Zero));
    }

    [Fact]
    public void What_a_checkpoint_covers_is_not_kept_by_what_stands_on_it()
    {
        var (first, last) = GrowOverCheckpoints();
        GC.Collect();

        Assert.False(first.IsAlive);
        Assert.False(last.IsAlive);
        Assert.Equal(2, _tree.Count);
    }

    /// <returns>The lowest node of all, and one that a later checkpoint covered.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private (WeakReference First, WeakReference Last) GrowOverCheckpoints()
    {
        var chain = Chain(64);
        var covered = new List<WeakReference>();
        foreach (var node in chain)
        {
            var added = Add(node);
            covered.Add(new WeakReference(added));
            _tree.LowestUngrounded(added, Height.Genesis);
            if (added.Height.Value % 16 == 0) _tree.DropBelow(added.Height.Previous);
        }

        return (covered[0], covered[30]);
    }

    [Fact]
    public void A_branch_of_four_thousand_nodes_without_ground_is_not_walked_for_each_of_them()
    {
        var chain = Chain(4_000);
        foreach (var node in chain.Skip(1))
        {
            var added = Add(node);
            _tree.LowestUngrounded(added, Height.Genesis);
            Assert.True(added.Shortcut is null || added.Shortcut.Value.To.View == new View(2));
        }

        var top = _tree.Find(chain[^1].Id)!;
        Assert.Equal(new View(2), top.Shortcut!.Value.To.View);
        Add(chain[0]);
        Assert.Null(_tree.LowestUngrounded(top, Height.Genesis));
    }
}
