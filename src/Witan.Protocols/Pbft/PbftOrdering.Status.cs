using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Protocols.Pbft;

/// <summary>Re-sending what was lost (TOCS'02 5.2): who lacks something says so, who has it answers.</summary>
internal sealed partial class PbftOrdering
{
    /// <summary>An idle replica still asks every so many intervals: it may have missed a NEW-VIEW without
    /// knowing.</summary>
    private const int IdleIntervals = 5;

    private readonly SortedDictionary<ReplicaId, Instant> _answered = [];
    private int _quietIntervals;
    private bool _laterViewSeen;

    private void ArmStatusTimer(Outbox outbox)
    {
        _statusDue = _now.Monotonic + _context.Options.StatusInterval;
        outbox.SetTimer(StatusTimer, _context.Options.StatusInterval);
    }

    private void OnStatusTimer(Outbox outbox)
    {
        _ = StoodStill(_statusDue);
        ArmStatusTimer(outbox);
        ResendViewChange(outbox);
        RetryRefused(outbox);
        var missing = MissingSlots();
        _quietIntervals++;
        var lacking = missing.Count > 0 || !IsNormal || _laterViewSeen || _ahead.Any;
        if (!lacking && _quietIntervals < IdleIntervals) return;
        _quietIntervals = 0;
        _laterViewSeen = false;
        outbox.SendEarly(new Status(_view, _target ?? _view, missing), Destination.All);
    }

    /// <summary>Slots that have been open for an interval: those younger are on their way.</summary>
    private List<Missing> MissingSlots()
    {
        var missing = new List<Missing>();
        foreach (var slot in _slots.Values)
        {
            if (missing.Count == Pbft.Status.MaxMissing) break;
            if (slot.Decided is not null || slot.Height <= _context.Executed.Executed) continue;
            if (_now.Monotonic - slot.Since < _context.Options.StatusInterval) continue;
            missing.Add(new Missing(slot.Height, slot.Find(_view)?.Proposal is not null));
        }

        return missing;
    }

    /// <summary>A proposal that was ahead of the own clock may have become acceptable.</summary>
    private void RetryRefused(Outbox outbox)
    {
        foreach (var slot in _slots.Values.ToArray())
        {
            if (slot.Decided is null) Accept(slot, outbox);
        }
    }

    /// <summary>The own VIEW-CHANGE goes out again, byte for byte, at most once per MaxTimeout (RULES 8).</summary>
    private void ResendViewChange(Outbox outbox)
    {
        if (_target is not { } target || _ownViewChange?.Statement is not ViewChange own
            || own.Target != target) return;
        if (_now.Monotonic - _viewChangeSent < _context.Options.MaxTimeout) return;
        _viewChangeSent = _now.Monotonic;
        outbox.Send(_ownViewChange, Destination.All);
    }

    /// <summary>Answers with what this replica signed and the sender lacks; at most once per interval and
    /// peer.</summary>
    private Rejection? OnStatus(Status status, Origin from, Outbox outbox)
    {
        if (from.Replica is not { } peer) return Rejection.NotForClients;
        if (Current.PlaceOf(peer) < 0) return Rejection.NotAMember;
        if (status.View > _view) _laterViewSeen = true;
        if (_answered.TryGetValue(peer, out var last) && _now.Monotonic - last < _context.Options.StatusInterval)
            return PbftRejection.TooOften;
        _answered[peer] = _now.Monotonic;
        var to = Destination.One(peer);
        if (status.View < _view && _newView is not null) outbox.Send(_newView, to);
        if (!IsNormal && _ownViewChange is { } own) outbox.Send(own, to);
        foreach (var slot in status.Missing) ResendSlot(slot, status.View, to, outbox);
        AskForProposals(status, to, outbox);
        return null;
    }

    /// <summary>
    /// The sender waits for votes on proposals that never arrived here: asks for them. Names none as held, so it is
    /// answered without a question in return.
    /// </summary>
    private void AskForProposals(Status status, Destination to, Outbox outbox)
    {
        if (!IsNormal || status.View != _view) return;
        var unknown = status.Missing
            .Where(m => m.HasProposal && m.Height > _low && m.Height <= High
                && _slots.GetValueOrDefault(m.Height)?.Find(_view)?.Proposal is null)
            .Select(m => m with { HasProposal = false }).ToArray();
        if (unknown.Length > 0) outbox.SendEarly(new Status(_view, _view, unknown), to);
    }

    private void ResendSlot(Missing missing, View view, Destination to, Outbox outbox)
    {
        if (_slots.GetValueOrDefault(missing.Height) is not { } slot) return;
        var self = slot.Configuration.PlaceOf(_context.Self);
        if (view <= _view && slot.Find(_view) is { } current)
        {
            if (!missing.HasProposal && current.Proposal is { } proposal && current.PrePrepare!.Block is not null)
                outbox.Send(proposal, to);
            if (self >= 0 && current.Prepares.Of(self) is { } prepare) outbox.Send(prepare, to);
        }

        foreach (var said in slot.Views)
        {
            if (self >= 0 && said.Commits.Of(self) is { } commit) outbox.Send(commit, to);
        }
    }

    /// <summary>Why nothing moves, for the operator.</summary>
    private string Stall()
    {
        if (_target is not { } target) return string.Empty;
        return Current.Quorums.IsQuorum(_viewChanges.Supporters)
            ? $"waits for NEW-VIEW {target} of {PbftRules.Leader(Current, target)}"
            : $"asks for view {target} without a quorum";
    }
}
