using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Protocols.HotStuff;

/// <summary>The leader's side: "as a leader, createLeaf(highQC.node, command)" (PODC'19, Algorithms 2 and 3).</summary>
internal sealed partial class HotStuffOrdering
{
    /// <summary>Blocks above what is executed: as far as execution may lag (RULES 11), on top of those in
    /// flight.</summary>
    private const ulong ExecutionLag = 32;

    // The block that is being checked and made durable before it is proposed, with the parent that it was drawn for.
    private Block? _draft;
    private Digest _draftParent;

    // lastProposed of the paper.
    private View _lastProposed;

    // Whether the pool may hold something that is in no proposal: saves a scan of the pool with every vote.
    private bool _mayDraw = true;

    private bool IsProposing => _draft is not null || _lastProposed >= _view;

    /// <summary>
    /// Proposes in the own view as soon as the view before is certified or given up: a block if one is due, else an
    /// empty node while a block on the branch still needs nodes above it to be decided. With nothing to decide it
    /// waits.
    /// </summary>
    private void TryPropose(Outbox outbox)
    {
        if (!IsLeader(_view) || IsProposing || HasGivenUp || !IsMember) return;
        if (!HotStuffRules.IsJustified(_view, HighQCView, _lastTC?.View)) return;
        if (!HoldsParent(outbox)) return;
        if (DrawBlock() is { } block)
        {
            _draft = block;
            _draftParent = _highQC?.Node ?? _genesis;
            outbox.Add(new Internal.OfferBlock(block, false, []));
        }
        else if (_highQC?.Height > Floor)
        {
            Propose(null, outbox);
        }
    }

    /// <summary>
    /// Whether the node to be extended is held with all below it that is not decided: else its voters are asked for it.
    /// </summary>
    private bool HoldsParent(Outbox outbox)
    {
        if (_highQC is not { } qc) return true;
        if (_tree.Find(qc.Node) is { } parent) return parent.Height <= Floor || IsHeld(parent, outbox);
        Want(qc.Node, qc.Signers, outbox);
        return false;
    }

    /// <summary>The next block, or null if none is due or may stand.</summary>
    private Block? DrawBlock()
    {
        var (isFilling, isBeatDue) = (IsFilling, IsHeartbeatDue);
        if (!isFilling && !isBeatDue && !(_mayDraw && _context.Pending.Any)) return null;
        var height = (_highQC?.Height ?? _root).Next;
        var lag = Current.Parameters.SlotsInFlight + ExecutionLag;
        if (height > High || height > _context.Executed.Executed + lag) return null;
        var (inFlight, after) = InFlight();
        var block = _context.Blocks.Draw(height, _now, after, inFlight);
        if (block.References.Count == 0)
        {
            _mayDraw = false;
            if (!isFilling && !isBeatDue) return null;
        }

        return block.IsNull ? new Block(height, new BlockTime(1), []) : block;
    }

    /// <summary>Blocks of the branch that are not executed, and the latest block time on it.</summary>
    private (List<Digest> Blocks, BlockTime Latest) InFlight()
    {
        var (blocks, latest) = (new List<Digest>(), _context.Executed.Time);
        if (_highQC is null || _tree.Find(_highQC.Node) is not { } parent) return (blocks, latest);
        foreach (var node in BlockTree.BranchAbove(parent, _context.Executed.Executed))
        {
            if (node.Node.Block is not { } block) continue;
            blocks.Add(block.Digest);
            latest = BlockTime.Max(latest, block.Time);
        }

        return (blocks, latest);
    }

    /// <summary>The own block is durable with its bodies.</summary>
    private void ProposeDraft(Block block, Outbox outbox)
    {
        _draft = null;
        var stands = IsLeader(_view) && !IsProposing && !HasGivenUp
            && HotStuffRules.IsJustified(_view, HighQCView, _lastTC?.View)
            && _draftParent == (_highQC?.Node ?? _genesis);
        if (stands) Propose(block, outbox);
        else TryPropose(outbox);
    }

    /// <summary>createLeaf and broadcast. lastProposed is durable with the promise.</summary>
    private void Propose(Block? block, Outbox outbox)
    {
        Invariant.Require(_view > _lastProposed, "HS2 a leader proposes once in a view");
        _lastProposed = _view;
        var parent = _highQC?.Height ?? _root;
        var header = new NodeHeader(
            _view, block is null ? parent : parent.Next, _highQC?.Node ?? _genesis, block?.Digest ?? Digest.Zero);
        var tc = HighQCView.Next == _view ? null : _lastTC;
        outbox.Note(new Trace(TraceKind.Proposed, header.Height, _view, header.Block));
        PersistSafety(outbox);
        outbox.Promise(
            new Proposal(Current.Number, _context.Self, new Node(Current.Number, header, block, _highQC), tc),
            Destination.All);
        ArmViewTimer(outbox);
    }
}
