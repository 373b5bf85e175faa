using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Protocols.Pbft;

/// <summary>Entering a view (OSDI'99 4.4): the leader builds NEW-VIEW, everybody checks it and goes on from its
/// O.</summary>
internal sealed partial class PbftOrdering
{
    // The NEW-VIEW whose proposals are being signed; they are nested in it, so it is promised when all are back.
    private NewViewDraft? _building;

    // A view for which this replica signed proposals in an earlier life, from a V it no longer knows: another O
    // would be a lie.
    private View? _closedToBuilding;

    private void TryBuildNewView(View target, Outbox outbox)
    {
        if (_building is not null || _closedToBuilding == target) return;
        if (PbftRules.Leader(Current, target) != _context.Self) return;
        if (_viewChanges.QuorumWith(Current.PlaceOf(_context.Self)) is not { } set) return;
        _building = new NewViewDraft(target, set);
        foreach (var slot in _building.Expected.Slots)
        {
            var proposal = new PrePrepare(
                Current.Number, _context.Self, target, slot.Height, slot.Digest, null);
            outbox.Promise(proposal, Destination.Self);
        }

        TryFinishNewView(outbox);
    }

    /// <summary>Whether the own signed proposal belongs to the NEW-VIEW in the making.</summary>
    private bool CollectOwnProposal(SignedStatement signed, PrePrepare proposal, Outbox outbox)
    {
        if (_building is null || proposal.View != _building.Target) return false;
        _building.Add(signed);
        TryFinishNewView(outbox);
        return true;
    }

    private void TryFinishNewView(Outbox outbox)
    {
        if (_building is not { IsComplete: true } draft) return;
        var newView = new NewView(Current.Number, _context.Self, draft.Target, draft.ViewChanges, draft.Proposals);
        Invariant.Require(
            PbftRules.FaultIn(newView, Current, _context.At) is null,
                "S7 the own NEW-VIEW follows from its VIEW-CHANGEs");
        outbox.Promise(newView, Destination.All);
    }

    /// <summary>
    /// Takes the leader's NEW-VIEW, which everybody computes again. A wrong one from the leader that is waited for
    /// counts as its timeout (H11).
    /// </summary>
    private Rejection? OnNewView(SignedStatement signed, NewView m, Outbox outbox)
    {
        if (m.Configuration != Current.Number) return Rejection.UnknownConfiguration;
        if (m.Target == _view && IsNormal && _newView is not null) return SecondNewView(signed, outbox);
        if (m.Target < (_target ?? _view.Next)) return Rejection.Stale;
        if (m.Sender != PbftRules.Leader(Current, m.Target)) return Rejection.WrongSender;
        if (PbftRules.FaultIn(m, Current, _context.At) is { } fault)
        {
            if (_target == m.Target) StartViewChange(m.Target.Next, outbox);
            return fault;
        }

        EnterView(signed, m, outbox);
        return null;
    }

    private Rejection SecondNewView(SignedStatement second, Outbox outbox)
    {
        var mode = Current.Quorums.Mode;
        var cluster = _context.Cluster;
        if (_newView!.Statement.TextDigest(cluster, mode) == second.Statement.TextDigest(cluster, mode))
            return Rejection.Duplicate;
        outbox.Add(new Internal.Accuse(_newView, second));
        return Rejection.Conflicting;
    }

    /// <summary>The NEW-VIEW is durable before anything of its view leaves.</summary>
    private void EnterView(SignedStatement signed, NewView m, Outbox outbox)
    {
        var proposals = PbftRules.ComputeNewViewProposals(m.ViewChangeSet());
        Invariant.Require(PbftRules.Proposes(m, proposals),
            "S7 an accepted NEW-VIEW follows from its VIEW-CHANGEs");
        Invariant.Require(m.Target > _view, "S6 the view never decreases");
        outbox.Persist(new NewViewRecord(signed));
        if (_timedTarget is { } timed) outbox.CancelTimer(ViewChangeTimer(timed));
        BecomeNormal(signed, m.Target, proposals.MaxSlot);
        outbox.Note(new Trace(TraceKind.ViewEntered, _context.Executed.Executed, _view));
        outbox.Add(new Internal.ViewEntered(_view, PbftRules.Leader(Current, _view)));
        if (proposals.Stable is { } stable && stable.Height > _low) outbox.Add(new Internal.CheckpointSeen(stable));
        AcceptNewViewProposals(outbox);
        AcceptKeptProposals(outbox);
        RearmRequestTimer(outbox);
        TryPropose(outbox);
    }

    private void BecomeNormal(SignedStatement newView, View view, Height top)
    {
        _view = view;
        _target = null;
        _timedTarget = null;
        _building = null;
        _draft = null;
        _newView = newView;
        _newViewTop = top;
        _proposed = top;
        _mayDraw = true;
        _laggingBlocks = 0;
        _viewEntered = _now.Monotonic;
        _ahead.EnterView(view);
        foreach (var slot in _slots.Values) slot.EnterView(view);
    }

    /// <summary>Puts O into the slots between the watermarks; called again when they move.</summary>
    private void AcceptNewViewProposals(Outbox outbox)
    {
        if (!IsNormal || _newView?.Statement is not NewView newView) return;
        foreach (var signed in newView.Proposals)
        {
            var m = (PrePrepare)signed.Statement;
            if (m.Height <= _low || m.Height > High) continue;
            var slot = SlotAt(m.Height);
            var current = slot.In(_view);
            if (current.Proposal is null)
                current.Proposal = signed;
            else if (current.PrePrepare!.Digest != m.Digest)
                ReplaceProposal(current, signed, outbox);
            Accept(slot, outbox);
        }
    }

    /// <summary>The leader had proposed something else before its own NEW-VIEW: a lie, and the NEW-VIEW is what
    /// binds.</summary>
    private static void ReplaceProposal(SlotView current, SignedStatement signed, Outbox outbox)
    {
        outbox.Add(new Internal.Accuse(current.Proposal!, signed));
        current.Proposal = signed;
        current.Offered = false;
        current.Ready = false;
    }

    /// <summary>Proposals of this view that arrived before its NEW-VIEW.</summary>
    private void AcceptKeptProposals(Outbox outbox)
    {
        foreach (var slot in _slots.Values.ToArray())
        {
            if (slot.Find(_view) is not { } current) continue;
            if (slot.Height > _newViewTop) Accept(slot, outbox);
            else if (slot.Height <= LowestNewViewSlot()) current.Proposal = null;
            CheckPrepared(slot, current, outbox);
        }
    }

    /// <summary>min-s of the current view.</summary>
    private Height LowestNewViewSlot() =>
        _newView?.Statement is NewView newView
            ? new Height(_newViewTop.Value - (ulong)newView.Proposals.Count) : Height.Genesis;
}
