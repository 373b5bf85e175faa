using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Protocols.HotStuff;

/// <summary>
/// The pacemaker (DiemBFT v4): a view is entered with a certificate or a TC of the one before, and never by the own
/// clock alone.
/// </summary>
internal sealed partial class HotStuffOrdering
{
    // lastTimeoutView of the paper: no vote up to here. The own TIMEOUT as signed, and when it went out last.
    private View _lastTimeout;
    private SignedStatement? _ownTimeout;
    private Instant _timeoutSent;

    // k: TCs since something was executed, less one for each height that was.
    private int _timeoutsInRow;

    /// <summary>This replica votes no more in the current view.</summary>
    private bool HasGivenUp => _view <= _lastTimeout;

    /// <summary>advanceView of the sheet.</summary>
    private void EnterView(View view, Outbox outbox)
    {
        if (view <= _view) return;
        Invariant.Require(IsEntryShown(view), "HS6 a view is entered with a certificate or a TC of the one before");
        var ended = _mode == HotStuffMode.Basic ? _decide?.View ?? default : HighQCView;
        var hasTimedOut = _lastTC?.View.Next == view && ended.Next != view;
        var isNewLeader = LeaderOf(view) != LeaderOf(_view);
        (_view, _proposal, _proposed, _phase, _draft) = (view, null, null, null, null);
        _isUnsaved = true;
        _viewEntered = _now.Monotonic;
        if (isNewLeader) _leaderSince = _now.Monotonic;
        if (hasTimedOut) _timeoutsInRow++;
        _votes.EnterView(view);
        if (view.Value > VoteBuckets.Behind) _tree.DropAbandoned(new View(view.Value - VoteBuckets.Behind));
        if (hasTimedOut || isNewLeader) Announce(hasTimedOut, outbox);
        TryPropose(outbox);
        ArmViewTimer(outbox);
    }

    /// <summary>In the basic mode also the proposal's or commit's own certificate shows it, and is not kept.</summary>
    private bool IsEntryShown(View view) =>
        HighQCView.Next == view || _lastTC?.View.Next == view || _mode == HotStuffMode.Basic;

    /// <summary>
    /// Another leader, or another try: relays are due again, and a leader that may not know what its view rests on is
    /// told. In the chained modes it counted the votes itself, if nothing timed out.
    /// </summary>
    private void Announce(bool hasTimedOut, Outbox outbox)
    {
        _mayDraw = true;
        _viewDue = null;
        PersistSafety(outbox);
        outbox.Note(new Trace(TraceKind.ViewEntered, _context.Executed.Executed, _view));
        outbox.Add(new Internal.ViewEntered(_view, LeaderOf(_view)));
        if (!hasTimedOut && _mode != HotStuffMode.Basic) return;
        if (!IsLeader(_view) && (_highQC is not null || _lastTC is not null))
            outbox.Send(new NewView(_highQC, _lastTC), Destination.One(LeaderOf(_view)));
    }

    private void ProcessTC(TimeoutCertificate? tc, Outbox outbox)
    {
        if (tc is null) return;
        ProcessQC(tc.HighQC, outbox);
        if (_lastTC is null || tc.View > _lastTC.View)
        {
            _lastTC = tc;
            _isUnsaved = true;
        }

        if (tc.View == _lastTC.View) EnterView(tc.View.Next, outbox);
    }

    private Rejection? OnNewView(NewView m, Outbox outbox)
    {
        if (m.HighQC is { } qc && !HotStuffRules.IsValid(qc, Current.Number, JustifyKind))
            return HotStuffRejection.BadQuorumCertificate;
        if (m.TC is { } tc && HotStuffRules.FaultIn(tc, Current, _mode) is { } fault) return fault;
        ProcessQC(m.HighQC, outbox);
        ProcessTC(m.TC, outbox);
        Advance(outbox);
        return null;
    }

    /// <summary>
    /// Gives up what is left of the leader's tenure: lastTimeoutView is durable before anybody hears it.
    /// </summary>
    private void GiveUp(View view, Outbox outbox)
    {
        Invariant.Require(view >= _lastTimeout, "HS2 lastTimeoutView never decreases");
        if (!IsMember) return;
        var own = _ownTimeout?.Statement as Timeout;
        _lastTimeout = view;
        _draft = null;
        _timeoutSent = _now.Monotonic;
        if (own?.View == view && own.HighQCView == HighQCView && own.TC?.View == _lastTC?.View)
        {
            outbox.Send(_ownTimeout!, Destination.All);
            return;
        }

        outbox.Note(new Trace(TraceKind.ViewChangeStarted, _context.Executed.Executed, view));
        PersistSafety(outbox);
        outbox.Promise(
            new Timeout(Current.Number, _context.Self, view, HighQCView, _highQC, _lastTC), Destination.All);
    }

    /// <summary>
    /// onTimeout of the sheet: takes what rides along, joins a weak quorum, and with a quorum enters the next view.
    /// </summary>
    private Rejection? OnTimeout(SignedStatement signed, Timeout m, Outbox outbox)
    {
        if (HotStuffRules.FaultIn(m, Current, _mode) is { } fault) return fault;
        ProcessQC(m.HighQC, outbox);
        ProcessTC(m.TC, outbox);
        if (m.Sender == _context.Self) _ownTimeout = signed;
        else Help(m, outbox);
        var isNews = _timeouts.Add(signed);
        if (m.View >= _view && isNews)
        {
            if (m.Sender != _context.Self) _timeoutSeen ??= _now.Monotonic;
            var others = _timeouts.Views(Current.PlaceOf(_context.Self));
            if (HotStuffRules.JoinTarget(Current.Quorums, others, _view, _lastTimeout) is { } target)
                GiveUp(target, outbox);
            ProcessTC(_timeouts.TryCertify(m.View), outbox);
        }

        Advance(outbox);
        if (m.View < _view) return Rejection.Stale;
        return isNews ? null : Rejection.Duplicate;
    }

    /// <summary>The sender is in an earlier view: it gets what leads to this one, at most once per interval.</summary>
    private void Help(Timeout m, Outbox outbox)
    {
        var reached = m.TC is { } tc && tc.View > m.HighQCView ? tc.View : m.HighQCView;
        // In the basic mode the view of a prepareQC may be over.
        if (_view <= (_mode == HotStuffMode.Basic ? reached : reached.Next)) return;
        if (_highQC is null && _lastTC is null) return;
        if (_helped.TryGetValue(m.Sender, out var last) && _now.Monotonic - last < _context.Options.StatusInterval)
            return;
        _helped[m.Sender] = _now.Monotonic;
        outbox.Send(new NewView(_highQC, _lastTC), Destination.One(m.Sender));
        if (_decide is { } decide) outbox.Send(new Phase(decide), Destination.One(m.Sender));
    }
}
