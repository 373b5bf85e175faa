using Witan.Core.Contract;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Protocols.HotStuff;

/// <summary>Missing ancestors are fetched by id from those who voted for them, before any vote.</summary>
internal sealed partial class HotStuffOrdering
{
    /// <summary>Nodes asked for at a time: each is named by a certificate, so one branch at most.</summary>
    private const int MaxWanted = 16;

    /// <summary>Bytes of nodes for one peer in a StatusInterval: four answers. Who asks for more asks again.</summary>
    private const long ServedBytes = 4 * Nodes.TargetBytes;

    private readonly SortedDictionary<Digest, WantedNode> _wanted = [];
    private readonly SortedDictionary<ReplicaId, (Instant Since, long Bytes)> _served = [];
    private bool _fetchArmed;

    /// <summary>
    /// Whether the branch of a node is held, with all bodies of the blocks that are not executed. What is missing is
    /// asked for.
    /// </summary>
    private bool IsHeld(TreeNode node, Outbox outbox)
    {
        var floor = Floor;
        if (_tree.LowestUngrounded(node, floor) is { } child)
        {
            WantParent(child, outbox);
            return false;
        }

        var isHeld = true;
        foreach (var next in BlockTree.BranchAbove(node, floor))
        {
            if (next.IsReady) continue;
            isHeld = false;
            if (next.IsOfferedCertified || next.Certificate is not { } certificate) continue;
            next.IsOfferedCertified = true;
            outbox.Add(new Internal.OfferBlock(next.Node.Block!, true, certificate.Signers));
        }

        return isHeld;
    }

    private void WantParent(TreeNode child, Outbox outbox) =>
        Want(child.Parent, child.Node.Justify!.Signers, outbox);

    private void Want(Digest id, IReadOnlyList<ReplicaId> holders, Outbox outbox, bool isExpected = false)
    {
        if (_wanted.ContainsKey(id) || _tree.Find(id) is not null || _wanted.Count == MaxWanted) return;
        _wanted[id] = new WantedNode(holders);
        if (!isExpected) Ask(id, _wanted[id], outbox);
        if (_fetchArmed) return;
        _fetchArmed = true;
        outbox.SetTimer(FetchTimer, _context.Options.FetchTimeout);
    }

    private void Ask(Digest id, WantedNode wanted, Outbox outbox)
    {
        if (wanted.NextHolder(_context.Self) is { } holder)
            outbox.SendEarly(new FetchNodes(Current.Number, id, Floor), Destination.One(holder));
    }

    private void OnFetchTimer(Outbox outbox)
    {
        _fetchArmed = false;
        foreach (var (id, wanted) in _wanted.ToArray())
        {
            if (wanted.IsHopeless) _wanted.Remove(id);
            else Ask(id, wanted, outbox);
        }

        if (_wanted.Count > 0)
        {
            _fetchArmed = true;
            outbox.SetTimer(FetchTimer, _context.Options.FetchTimeout);
        }

        Advance(outbox);
    }

    private Rejection? OnFetchNodes(FetchNodes m, ReplicaId from, Outbox outbox)
    {
        if (m.Configuration != Current.Number) return Rejection.UnknownConfiguration;
        if (Current.PlaceOf(from) < 0) return Rejection.NotAMember;
        var (since, served) = _served.GetValueOrDefault(from);
        if (_now.Monotonic - since >= _context.Options.StatusInterval) (since, served) = (_now.Monotonic, 0);
        if (served >= ServedBytes) return HotStuffRejection.TooOften;
        var items = new List<Node>();
        long bytes = 0;
        for (var next = _tree.Find(m.Node); next is not null; next = next.Below)
        {
            items.Add(next.Node);
            bytes += SizeOf(next.Node);
            if (next.Height <= m.Above || items.Count == Nodes.MaxItems || bytes >= Nodes.TargetBytes) break;
        }

        _served[from] = (since, served + bytes);
        if (items.Count > 0) outbox.SendEarly(new Nodes(Current.Number, items), Destination.One(from));
        return null;
    }

    /// <summary>About: a reference and a signature have 37 and 68 bytes.</summary>
    private static long SizeOf(Node node) =>
        256 + (40 * (node.Block?.References.Count ?? 0)) + (68 * (node.Justify?.Signers.Count ?? 0));

    /// <summary>Each must be the one that was asked for, or the parent of the one before it.</summary>
    private Rejection? OnNodes(Nodes m, Outbox outbox)
    {
        foreach (var node in m.Items)
        {
            if (!_wanted.ContainsKey(node.Id)) break;
            if (HotStuffRules.FaultIn(node, _genesis, _root, Current.Number, _mode) is { } fault) return fault;
            _wanted.Remove(node.Id);
            var added = _tree.Add(node, _highQC);
            if (added.Height > Floor && added.Parent != _genesis && added.Below is null)
                Want(added.Parent, node.Justify!.Signers, outbox, isExpected: true);
        }

        foreach (var (id, wanted) in _wanted)
        {
            if (wanted.Asked == 0) Ask(id, wanted, outbox);
        }

        Advance(outbox);
        return null;
    }
}
