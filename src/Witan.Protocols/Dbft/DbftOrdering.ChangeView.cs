using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Protocols.Dbft;

/// <summary>ChangeView: another primary for the same height.</summary>
internal sealed partial class DbftOrdering
{
    private ReplicaId? _announced;
    private Instant _announcedAt;

    /// <summary>
    /// requestChangeView. Where no change can win, what others know may still bring a decision in this view: that is
    /// asked for instead.
    /// </summary>
    private void RequestChangeView(ChangeViewReason reason, Outbox outbox)
    {
        if (!IsMember || _at.IsDecided || _at.HasCommitted) return;
        SetTimeout(Shifted(_at.View.Value + 2), outbox);
        if (_at.View.Value >= HeightStatement.MaxView) return;
        if (CanNoChangeWin)
            outbox.Send(new RecoveryRequest(Current.Number, _at.Height, _at.View), Destination.All);
        else
            AskFor(_at.View.Next, reason, outbox);
    }

    /// <summary>Promises to leave every view below; said again it is the same text.</summary>
    private void AskFor(View newView, ChangeViewReason reason, Outbox outbox)
    {
        if (_at.OwnNewView >= newView)
        {
            if (_at.ChangeViewOf(Own) is { } said) outbox.Send(said, Destination.All);
            return;
        }

        Invariant.Require(!_at.HasCommitted, "S4 who committed asks for no other view of the height");
        _at.OwnNewView = newView;
        outbox.Note(new Trace(TraceKind.ViewChangeStarted, _at.Height, newView, Reason: NameOf(reason)));
        outbox.Promise(
            new ChangeView(Current.Number, _context.Self, _at.Height, new View(newView.Value - 1), reason),
            Destination.All);
    }

    private Rejection? OnChangeView(SignedStatement signed, ChangeView m, Outbox outbox)
    {
        var isNews = _at.Add(signed, m);
        if (isNews) _news[Current.PlaceOf(m.Sender)] = _now.Monotonic;
        if (m.NewView <= _at.View && m.Sender != _context.Self)
            return Answer(m.Sender, outbox) ?? (isNews ? null : Rejection.Stale);
        if (!isNews) return Rejection.Duplicate;
        if (!_at.HasCommitted) CheckExpectedView(outbox);
        return null;
    }

    /// <summary>
    /// checkExpectedView: a quorum asked for a view or a higher one. The published rule looks at the view of the newest
    /// request only, and so misses the one that is reached when others are already past it. Who has not asked yet
    /// joins, so that those behind it see as many.
    /// </summary>
    private void CheckExpectedView(Outbox outbox)
    {
        if (_at.ExpectedView is not { } view || view.Value > HeightStatement.MaxView) return;
        if (IsMember && _at.OwnNewView < view) AskFor(view, ChangeViewReason.ChangeAgreement, outbox);
        EnterView(view, outbox);
    }

    /// <summary>initialize(v), v above 0. The requests that brought it here are durable first.</summary>
    private void EnterView(View view, Outbox outbox)
    {
        Invariant.Require(
            Quorums.IsQuorum(_at.AskingFor(view)), "S6 a view is entered when a quorum asked for it or a higher one");
        _at.EnterView(view);
        (_draft, _timeouts) = (null, 0);
        outbox.Persist(new ConsensusStateRecord(Known(), commits: false));
        outbox.Note(new Trace(TraceKind.ViewEntered, _at.Height, view));
        AnnouncePrimary(true, outbox);
        SetTimeout(Shifted(view.Value + 1), outbox);
        Replay(outbox);
        TryRequest(outbox);
    }

    /// <summary>
    /// Bundles are relayed to the primary, and it is another one with each height. Under load that would send them all
    /// again with each block, so heights are announced at most once in a relay delay; the tick makes up for the last.
    /// </summary>
    private void AnnouncePrimary(bool isNewView, Outbox outbox)
    {
        if (_announced == Primary) return;
        if (!isNewView && _now.Monotonic - _announcedAt < _context.Options.RelayDelay) return;
        (_announced, _announcedAt) = (Primary, _now.Monotonic);
        outbox.Add(new Internal.ViewEntered(_at.View, Primary));
    }

    private static string NameOf(ChangeViewReason reason) => reason switch
    {
        ChangeViewReason.Timeout => nameof(ChangeViewReason.Timeout),
        ChangeViewReason.ChangeAgreement => nameof(ChangeViewReason.ChangeAgreement),
        ChangeViewReason.TxNotFound => nameof(ChangeViewReason.TxNotFound),
        ChangeViewReason.TxRejectedByPolicy => nameof(ChangeViewReason.TxRejectedByPolicy),
        ChangeViewReason.TxInvalid => nameof(ChangeViewReason.TxInvalid),
        _ => nameof(ChangeViewReason.BlockRejectedByPolicy),
    };
}
