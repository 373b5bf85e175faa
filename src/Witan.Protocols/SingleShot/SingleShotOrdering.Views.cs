using Witan.Core.Contract;
using Witan.Core.Ordering;
using Witan.Core.Synchronizing;
using Witan.Primitives;

namespace Witan.Protocols.SingleShot;

/// <summary>Views go on from height to height: a leader that works leads the next height too.</summary>
internal sealed partial class SingleShotOrdering
{
    // k of F: views left without a decision, less one for each height that was executed.
    private int _timeoutsInRow;

    private View _reported;

    // The last view that was wished for, and what was executed by then.
    private (View View, Height Executed) _wished;

    /// <summary>
    /// A wish stands, and nothing was decided since, or for as long as a view may take. Who wished alone goes on voting
    /// in its view with the others: its wish can not be taken back, and says nothing while heights move.
    /// </summary>
    private bool IsLeaving =>
        _synchronizer.WantsToLeave && (_wished.Executed == _context.Executed.Executed || IsOverdue);

    private bool IsOverdue =>
        _isBegun && IsOpen
        && _now.Monotonic - Latest(_lastDecided, _begunAt) >= _context.Options.ViewTimeout;

    WishStatement ISynchronizerHost.NewWish(View view)
    {
        if (view > _wished.View) _wished = (view, _context.Executed.Executed);
        return new Wish(Current.Number, _context.Self, Chain, view);
    }

    Record ISynchronizerHost.NewRecord(View view, View wish) => new ViewRecord(Current.Number, Chain, view, wish);

    void ISynchronizerHost.EnterView(View view, Outbox outbox)
    {
        (_viewEntered, _leaderSince) = (_now.Monotonic, _now.Monotonic);
        (_draft, _mayDraw, _viewDue) = (null, true, null);
        _wasEnteredHere = IsOpen;
        _laggingBlocks = 0;
        if (_isBegun) _timeoutsInRow++;
        outbox.Add(new Internal.ViewEntered(view, Leader));
        if (IsOpen) _instance!.EnterView(view, false, outbox);
    }

    /// <summary>
    /// A view is reported when something said in it is durable: one that a crash makes this replica forget before it
    /// spoke was not entered for anybody.
    /// </summary>
    private void ReportView(View spokenIn, Outbox outbox)
    {
        if (spokenIn <= _reported) return;
        _reported = spokenIn;
        outbox.Note(new Trace(TraceKind.ViewEntered, _context.Executed.Executed, spokenIn));
    }

    void ISynchronizerHost.Retransmit(Outbox outbox) => _instance?.Retransmit(outbox);

    /// <summary>advance(): the view is not worth waiting for any longer.</summary>
    private void GiveUp(Outbox outbox)
    {
        if (!IsMember) return;
        outbox.Note(new Trace(TraceKind.ViewChangeStarted, _context.Executed.Executed, View));
        _synchronizer.Advance(outbox);
    }
}
