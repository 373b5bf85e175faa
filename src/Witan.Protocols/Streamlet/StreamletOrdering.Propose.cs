using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Protocols.Streamlet;

/// <summary>The leader's side: "at the beginning of each epoch, the leader proposes a block extending from any one of
/// the longest notarized chains that it has seen".</summary>
internal sealed partial class StreamletOrdering
{
    /// <summary>Blocks above what is executed: as far as execution may lag (RULES 11), on top of those in
    /// flight.</summary>
    private const ulong ExecutionLag = 32;

    // The block that is being checked and made durable before it is proposed, with the parent that it was drawn for.
    private Block? _draft;
    private Digest _draftParent;

    // proposedEpoch of the sheet.
    private Epoch _lastProposed;

    // Whether the pool may hold something that is in no proposal: saves a scan of the pool with every vote.
    private bool _mayDraw = true;

    private Digest LongestId => _longest?.Node ?? _genesis;

    /// <summary>
    /// Once in an epoch that this replica leads, and in its first half: the votes must be there when the next leader
    /// looks.
    /// </summary>
    private bool MayPropose =>
        IsMember && _lastProposed < _epoch && IntoEpoch >= 0 && 2 * IntoEpoch < _options.EpochMicroseconds
        && LeaderOf(_epoch) == _context.Self;

    /// <summary>
    /// A block if one is due, else an empty node while a block on the chain still needs nodes above it to become final.
    /// With nothing to do it says nothing.
    /// </summary>
    private void TryPropose(Outbox outbox)
    {
        if (_draft is not null || !MayPropose || !HasWork || !HoldsParent(outbox)) return;
        if (DrawBlock() is { } block)
        {
            _draft = block;
            _draftParent = LongestId;
            outbox.Add(new Internal.OfferBlock(block, false, []));
        }
        else if (HasUnfinal)
        {
            Propose(null, outbox);
        }
    }

    /// <summary>
    /// Whether the chain to be extended is held as far as it is not final: else its voters are asked for it.
    /// </summary>
    private bool HoldsParent(Outbox outbox)
    {
        if (_longest is not { } tip || tip.Height <= Floor) return true;
        if (_tree.Find(tip.Node) is { } parent) return IsHeld(parent, outbox);
        Want(tip.Node, tip.Signers, outbox);
        return false;
    }

    /// <summary>The next block, or null if none is due or may stand.</summary>
    private Block? DrawBlock()
    {
        var (isFilling, isBeatDue) = (IsFilling, IsHeartbeatDue);
        if (!isFilling && !isBeatDue && !(_mayDraw && _context.Pending.Any)) return null;
        var height = (_longest?.Height ?? _root).Next;
        var lag = Current.Parameters.SlotsInFlight + ExecutionLag;
        // What is executed has its blocks already: this replica knows a shorter chain than others.
        if (height <= Floor || height > High || height > _context.Executed.Executed + lag) return null;
        var (inFlight, after) = InFlight();
        var block = _context.Blocks.Draw(height, _clock.ForBlocks(_now), after, inFlight);
        if (block.References.Count == 0)
        {
            _mayDraw = false;
            if (!isFilling && !isBeatDue) return null;
        }

        return block.IsNull ? new Block(height, new BlockTime(1), []) : block;
    }

    /// <summary>Blocks of the chain that are not executed, and the latest block time on it.</summary>
    private (List<Digest> Blocks, BlockTime Latest) InFlight()
    {
        var (blocks, latest) = (new List<Digest>(), _context.Executed.Time);
        if (_tree.Find(LongestId) is not { } parent) return (blocks, latest);
        foreach (var node in _tree.ChainAbove(parent, _context.Executed.Executed))
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
        if (MayPropose && _draftParent == LongestId) Propose(block, outbox);
        else TryPropose(outbox);
    }

    /// <summary>The proposal, whole, is durable with its promise.</summary>
    private void Propose(Block? block, Outbox outbox)
    {
        Invariant.Require(_epoch > _lastProposed, "SL1 a leader proposes once in an epoch");
        _lastProposed = _epoch;
        var (length, height) = (_longest?.Length ?? 0, _longest?.Height ?? _root);
        var header = new NodeHeader(
            _epoch, length + 1, block is null ? height : height.Next, LongestId, block?.Digest ?? Digest.Zero);
        outbox.Note(new Trace(TraceKind.Proposed, header.Height, new View(_epoch.Value), header.Block));
        outbox.Promise(
            new Proposal(Current.Number, _context.Self, new Node(Current.Number, header, block, _longest)),
            Destination.All);
    }
}
