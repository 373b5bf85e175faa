using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Protocols.Pbft;

/// <summary>The leader's side of the normal case: "the primary assigns a sequence number n" (OSDI'99 4.2).</summary>
internal sealed partial class PbftOrdering
{
    /// <summary>Proposals above what is executed: as far as execution may lag (RULES 11), on top of the slots in
    /// flight.</summary>
    private const ulong ExecutionLag = 32;

    // The block that is being checked and made durable before it is proposed; at most one.
    private Block? _draft;

    // The highest slot that this replica proposed in the current view, or that the view's NEW-VIEW settles.
    private Height _proposed = Height.Genesis;
    private BlockTime _proposedTime;

    // Whether the pool may hold something that is in no proposal: saves a scan of the pool with every vote.
    private bool _mayDraw = true;

    private void OnPoolChanged(Outbox outbox)
    {
        _mayDraw = true;
        ArmRequestTimer(outbox);
        TryPropose(outbox);
    }

    /// <summary>
    /// Proposes when something waits and a slot is free: at once when nothing is in flight, else when the own COMMIT of
    /// the slot before has left, so that blocks grow with the load instead of with a wait.
    /// </summary>
    private void TryPropose(Outbox outbox)
    {
        var isFilling = IsFilling;
        if (!(isFilling || (_mayDraw && _context.Pending.Any)) || !MayPropose(out var height)) return;
        var block = DrawBlock(height);
        if (isFilling || block.References.Count > 0) Offer(block, outbox);
        else _mayDraw = false;
    }

    /// <summary>An empty block keeps an idle cluster's time moving and shows that the leader lives (RULES 3).</summary>
    private void ProposeHeartbeat(Outbox outbox)
    {
        if (!MayPropose(out var height) || Undecided() > 0) return;
        Offer(DrawBlock(height), outbox);
    }

    private bool MayPropose(out Height height)
    {
        height = Height.Max(Height.Max(_proposed, _low), _newViewTop).Next;
        if (!IsNormal || _draft is not null || height > High) return false;
        if (!IsLeader(height, _view)) return false;
        var parameters = Current.Parameters;
        if (height > _context.Executed.Executed + (parameters.SlotsInFlight + ExecutionLag)) return false;
        var undecided = Undecided();
        return undecided == 0 || (undecided < parameters.SlotsInFlight && HasCommitted(height.Previous));
    }

    /// <summary>Slots of this view that are proposed and not decided here.</summary>
    private uint Undecided()
    {
        uint count = 0;
        for (var height = Height.Max(_low, _context.Executed.Executed).Next; height <= _proposed; height = height.Next)
        {
            if (_slots.GetValueOrDefault(height)?.Decided is null) count++;
        }

        return count;
    }

    private bool HasCommitted(Height height)
    {
        if (height <= _low) return true;
        if (_slots.GetValueOrDefault(height) is not { } slot) return false;
        var self = slot.Configuration.PlaceOf(_context.Self);
        return slot.Decided is not null || slot.Find(_view)?.Commits.Of(self) is not null;
    }

    private Block DrawBlock(Height height)
    {
        var inFlight = new List<Digest>();
        for (var h = Height.Max(_low, _context.Executed.Executed).Next; h < height; h = h.Next)
        {
            var slot = _slots.GetValueOrDefault(h);
            if ((slot?.Decided ?? slot?.Find(_view)?.PrePrepare?.Digest) is { } digest) inFlight.Add(digest);
        }

        var after = BlockTime.Max(_proposedTime, _context.Executed.Time);
        var block = _context.Blocks.Draw(height, _now, after, inFlight);
        return block.IsNull ? new Block(height, new BlockTime(1), []) : block;
    }

    private void Offer(Block block, Outbox outbox)
    {
        _draft = block;
        outbox.Add(new Internal.OfferBlock(block, false, []));
    }

    /// <summary>The own block is durable with its bodies: assigns the slot and multicasts PRE-PREPARE.</summary>
    private void ProposeDraft(Block block, Outbox outbox)
    {
        _draft = null;
        if (!MayPropose(out var height) || block.Height != height) return;
        _proposed = height;
        _proposedTime = block.Time;
        var slot = SlotAt(height);
        slot.Record(block);
        outbox.Note(new Trace(TraceKind.Proposed, height, _view, block.Digest));
        Vote(PrePrepare.Of(slot.Configuration.Number, _context.Self, _view, block), outbox);
        ArmRequestTimer(outbox);
    }
}
