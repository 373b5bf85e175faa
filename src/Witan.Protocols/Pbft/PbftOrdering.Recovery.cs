using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Safety;
using Witan.Primitives;

namespace Witan.Protocols.Pbft;

/// <summary>What a restarted replica knows of its promises, and what it says again (RULES 8).</summary>
internal sealed partial class PbftOrdering
{
    private readonly List<BlockRecord> _recalledBlocks = [];
    private readonly List<SlotStatement> _recalledVotes = [];
    private ViewChange? _recalledViewChange;
    private NewView? _recalledNewView;

    public void Start(in Clock now, Outbox outbox)
    {
        _now = now;
        _lastDecided = now.Monotonic;
        _viewEntered = now.Monotonic;
        _viewChangeSent = now.Monotonic;
        outbox.Add(new Internal.ViewEntered(_view, PbftRules.Leader(Current, _view)));
        foreach (var record in _recalledBlocks) outbox.Add(new Internal.OfferBlock(record.Block, true, []));
        SayAgain(outbox);
        AcceptNewViewProposals(outbox);
        foreach (var slot in _slots.Values) Accept(slot, outbox);
        ArmStatusTimer(outbox);
        if (_context.Options.Heartbeat > TimeSpan.Zero) outbox.SetTimer(HeartbeatTimer, _context.Options.Heartbeat);
        ArmRequestTimer(outbox);
        TryPropose(outbox);
    }

    /// <summary>
    /// Signs again what was promised: the guard knows each text, so the bytes are the same. They come back and count.
    /// </summary>
    private void SayAgain(Outbox outbox)
    {
        if (_recalledViewChange is { } viewChange && viewChange.Target == _target)
            outbox.Add(new Effect.Sign(viewChange, Destination.All));
        if (_recalledNewView is { } newView && newView.Target == _target)
            outbox.Add(new Effect.Sign(newView, Destination.All));
        foreach (var vote in _recalledVotes)
        {
            if (vote.Height <= _low) continue;
            if (vote is Commit || (IsNormal && vote.View == _view && vote is not PrePrepare { Block: null }))
                outbox.Add(new Effect.Sign(vote, Destination.All));
        }

        _recalledVotes.Clear();
        _recalledBlocks.Clear();
    }

    private void Recover(IReadOnlyList<Record> records)
    {
        foreach (var record in records)
        {
            switch (record)
            {
                case PromiseRecord promise when IsOfThis(promise.Statement):
                    RecallPromise(promise.Statement);
                    break;
                case PreparedRecord prepared when IsLive(prepared.Certificate.PrePrepare):
                    RecallPrepared(prepared.Certificate);
                    break;
                case NewViewRecord newView when IsOfThis(newView.NewView.Statement):
                    RecallNewView(newView.NewView);
                    break;
                case BlockRecord block when IsLive(block.Block.Height):
                    SlotAt(block.Block.Height).Record(block.Block);
                    _recalledBlocks.Add(block);
                    break;
            }
        }

        ResumeView();
    }

    /// <summary>What was said under another number is another instance's.</summary>
    private bool IsOfThis(Statement statement) => statement.Configuration == Current.Number;

    private bool IsLive(SlotStatement statement) => IsOfThis(statement) && IsLive(statement.Height);

    private bool IsLive(Height height) => height > _low && height <= High;

    private void RecallPromise(Statement statement)
    {
        switch (statement)
        {
            case SlotStatement vote when IsLive(vote.Height):
                _recalledVotes.Add(vote);
                if (vote is Prepare) SlotAt(vote.Height).In(vote.View).OwnPrepare = vote.Digest;
                if (vote is Commit) SlotAt(vote.Height).In(vote.View).OwnCommit = vote.Digest;
                if (vote is PrePrepare { Block: { } block } && SlotAt(vote.Height).Record(block))
                    _recalledBlocks.Add(new BlockRecord(block));
                break;
            case ViewChange viewChange:
                _recalledViewChange = viewChange;
                break;
            case NewView newView:
                _recalledNewView = newView;
                break;
        }
    }

    private void RecallPrepared(PreparedCertificate certificate)
    {
        var slot = SlotAt(certificate.Height);
        if (slot.Prepared is { } known && known.View >= certificate.View) return;
        slot.Prepared = certificate;
        slot.In(certificate.View).Proposal = certificate.Proposal;
    }

    private void RecallNewView(SignedStatement signed)
    {
        var newView = (NewView)signed.Statement;
        _view = newView.Target;
        _newView = signed;
        _newViewTop = PbftRules.ComputeNewViewProposals(newView.ViewChangeSet()).MaxSlot;
    }

    /// <summary>View, target, and the next slot above every one that was ever proposed in this view.</summary>
    private void ResumeView()
    {
        foreach (var slot in _slots.Values) slot.EnterView(_view);
        _proposed = Height.Max(_newViewTop, _low);
        foreach (var vote in _recalledVotes)
        {
            if (vote is PrePrepare && vote.View == _view) _proposed = Height.Max(_proposed, vote.Height);
        }

        if (_recalledViewChange is not { } viewChange || viewChange.Target <= _view) return;
        _target = viewChange.Target;
        _attempts = 1;
        _viewChanges.Collect(viewChange.Target);
        var signedSome = _recalledVotes.Exists(v => v is PrePrepare && v.View == viewChange.Target);
        if (signedSome && _recalledNewView?.Target != viewChange.Target) _closedToBuilding = viewChange.Target;
        if (_recalledNewView?.Target == viewChange.Target) _closedToBuilding = viewChange.Target;
    }
}
