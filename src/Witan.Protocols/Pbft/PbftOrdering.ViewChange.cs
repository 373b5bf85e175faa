using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Protocols.Pbft;

/// <summary>Leaving a view (OSDI'99 4.4).</summary>
internal sealed partial class PbftOrdering
{
    // Views left in a row without progress: both timeouts double with it.
    private int _attempts;

    // The own VIEW-CHANGE as signed, re-sent byte for byte, and when it went out last.
    private SignedStatement? _ownViewChange;
    private Instant _viewChangeSent;

    // The target for which the view-change timer runs.
    private View? _timedTarget;

    /// <summary>"Backup i starts a view change": stops voting and shows what it prepared.</summary>
    private void StartViewChange(View target, Outbox outbox)
    {
        Invariant.Require(target > (_target ?? _view), "S6 a view change goes up");
        _target = target;
        _attempts++;
        _draft = null;
        _timedTarget = null;
        _building = null;
        outbox.Note(new Trace(TraceKind.ViewChangeStarted, _context.Executed.Executed, target));
        _viewChanges.Collect(target);
        PromiseViewChange(target, outbox);
        ArmStatusTimer(outbox);
    }

    private void PromiseViewChange(View target, Outbox outbox)
    {
        if (Current.PlaceOf(_context.Self) < 0) return;
        var prepared = new List<PreparedCertificate>();
        foreach (var slot in _slots.Values)
        {
            if (slot.Prepared is { } certificate) prepared.Add(certificate);
        }

        _viewChangeSent = _now.Monotonic;
        outbox.Promise(new ViewChange(Current.Number, _context.Self, target, _stable, prepared), Destination.All);
    }

    /// <summary>Takes a VIEW-CHANGE; joins a weak quorum; as leader of the target opens the view with a
    /// quorum.</summary>
    private Rejection? OnViewChange(SignedStatement signed, ViewChange m, Outbox outbox)
    {
        if (m.Configuration != Current.Number) return Rejection.UnknownConfiguration;
        if (m.Target <= _view || !_viewChanges.Wants(m.Sender, m.Target)) return Rejection.Stale;
        if (PbftRules.FaultIn(m, _context.At) is { } fault) return fault;
        switch (_viewChanges.Add(signed, _context.Cluster, out var earlier))
        {
            case VoteOutcome.Duplicate:
                return Rejection.Duplicate;
            case VoteOutcome.Conflicting:
                outbox.Add(new Internal.Accuse(earlier!, signed));
                return Rejection.Conflicting;
            case VoteOutcome.NotAMember:
                return Rejection.NotAMember;
        }

        if (m.Sender == _context.Self) _ownViewChange = signed;
        CompareProposals(m, outbox);
        JoinViewChange(outbox);
        CheckViewChangeQuorum(outbox);
        return null;
    }

    /// <summary>A leader that proposed one block here and another one there is caught when the certificates meet
    /// (H4).</summary>
    private void CompareProposals(ViewChange m, Outbox outbox)
    {
        foreach (var certificate in m.Prepared)
        {
            if (_slots.GetValueOrDefault(certificate.Height)?.Find(certificate.View)?.Proposal is not { } own) continue;
            if (((PrePrepare)own.Statement).Digest != certificate.Digest)
                outbox.Add(new Internal.Accuse(own, certificate.Proposal));
        }
    }

    /// <summary>A weak quorum asks for a later view, so a correct member does: no need to wait for the own
    /// timer.</summary>
    private void JoinViewChange(Outbox outbox)
    {
        var targets = _viewChanges.Targets(Current.PlaceOf(_context.Self));
        if (PbftRules.JoinTarget(Current.Quorums, targets, _target ?? _view) is { } target)
            StartViewChange(target, outbox);
    }

    /// <summary>
    /// Only with a quorum that has left the views below the target does its timer run: a replica alone must not race
    /// ahead of the others (H17). Who asks for a later view counts: it never asks for the target again, and without it
    /// those behind would wait for it for ever.
    /// </summary>
    private void CheckViewChangeQuorum(Outbox outbox)
    {
        if (_target is not { } target || !Current.Quorums.IsQuorum(_viewChanges.Leavers)) return;
        if (_timedTarget != target)
        {
            _timedTarget = target;
            ArmViewChangeTimer(target, outbox);
        }

        TryBuildNewView(target, outbox);
    }
}
