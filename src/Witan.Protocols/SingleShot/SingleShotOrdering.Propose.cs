using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Ordering;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.SingleShot;

/// <summary>myval() of a height: the next block, if one is due.</summary>
internal sealed partial class SingleShotOrdering
{
    // The block that is being checked and made durable before it is proposed, and the view for which it was drawn.
    private Block? _draft;
    private View _draftView;

    // Whether the pool may hold something: saves a scan of it with every message.
    private bool _mayDraw = true;

    // The current view was entered at this height: a quorum waited for a decision that an earlier leader did not bring.
    private bool _wasEnteredHere;

    Value? IConsensusHost.MyValue(Consensus instance, Outbox outbox)
    {
        if (_draft is not null || DrawBlock() is not { } block) return null;
        (_draft, _draftView) = (block, View);
        outbox.Add(new Internal.OfferBlock(block, false, []));
        return null;
    }

    /// <summary>
    /// The next block; null if none is due. In a view that others wished for an empty one is due too: it ends what they
    /// wait for.
    /// </summary>
    private Block? DrawBlock()
    {
        var isDue = IsFilling || IsHeartbeatDue || _wasEnteredHere;
        if (!isDue && !(_mayDraw && _context.Pending.Any)) return null;
        var block = _context.Blocks.Draw(_height, _now, _context.Executed.Time, []);
        if (block.References.Count == 0)
        {
            _mayDraw = false;
            if (!isDue) return null;
        }

        return block.IsNull ? new Block(_height, new BlockTime(1), []) : block;
    }

    private static Value ValueOf(Block block)
    {
        var writer = new CanonicalWriter(64 + (block.References.Count * Reference.Size));
        block.Write(writer);
        return new Value(writer.Written);
    }
}
