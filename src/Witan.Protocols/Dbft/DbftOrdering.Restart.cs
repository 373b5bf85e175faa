using Witan.Core.Contract;
using Witan.Core.Ordering;
using Witan.Core.Safety;
using Witan.Primitives;

namespace Witan.Protocols.Dbft;

/// <summary>onStart: what a restarted validator knows of its promises, and what it says again (RULES 8).</summary>
internal sealed partial class DbftOrdering
{
    private readonly List<HeightStatement> _recalled = [];

    public void Start(in Clock now, Outbox outbox)
    {
        _now = now;
        (_blockReceived, _announcedAt) = (now.Monotonic, now.Monotonic);
        _announced = Primary;
        outbox.Add(new Internal.ViewEntered(_at.View, Primary));
        if (_at.Proposed is { } block) Offer(block, outbox);
        // The guard knows each text, so the bytes are the same. They come back and count.
        foreach (var said in _recalled) outbox.Add(new Effect.Sign(said, Destination.All));
        _recalled.Clear();
        outbox.SetTimer(TickTimer, _context.Options.StatusInterval);
        if (IsMember) outbox.Send(new RecoveryRequest(Current.Number, _at.Height, _at.View), Destination.All);
        TryRequest(outbox);
        Wake(outbox);
    }

    /// <summary>Saved state counts for the height that is being made, else it is of the past .</summary>
    private void Recover(IReadOnlyList<Record> records)
    {
        RecoveryMessage? state = null;
        var own = new List<HeightStatement>();
        foreach (var record in records)
        {
            if (record is ConsensusStateRecord { State: var saved } && IsNow(saved.Configuration, saved.Height))
                state = saved;
            else if (record is PromiseRecord { Statement: HeightStatement said }
                && IsNow(said.Configuration, said.Height))
                own.Add(said);
        }

        ResumeView(state, own);
        if (state is not null) Restore(state);
        foreach (var said in own) Recall(said);
    }

    private bool IsNow(ConfigurationNumber number, Height height) => number == Current.Number && height == _at.Height;

    /// <summary>The view of the newest promise or record: in no lower one this validator says anything again.</summary>
    private void ResumeView(RecoveryMessage? state, List<HeightStatement> own)
    {
        var view = state?.View ?? default;
        foreach (var said in own)
        {
            if (said is not ChangeView && said.View > view) view = said.View;
        }

        if (view > _at.View) _at.EnterView(view);
    }

    /// <summary>What was known then: it was judged before it was written.</summary>
    private void Restore(RecoveryMessage state)
    {
        foreach (var signed in state.ChangeViews) _ = _at.Add(signed, (ChangeView)signed.Statement);
        foreach (var signed in state.Commits) _ = _at.Commits.Add(signed, ((Commit)signed.Statement).Subject);
        if (state.View != _at.View) return;
        foreach (var signed in state.Responses)
            _ = _at.Preparations.Add(signed, ((PrepareResponse)signed.Statement).Subject);
        if (state.Request is not { } request) return;
        _at.Request = request;
        _ = _at.Preparations.Add(request, ((PrepareRequest)request.Statement).Subject);
    }

    private void Recall(HeightStatement said)
    {
        switch (said)
        {
            case Commit:
                _at.HasCommitted = true;
                break;
            case ChangeView change:
                if (change.NewView > _at.OwnNewView) _at.OwnNewView = change.NewView;
                break;
            case PrepareRequest when said.View == _at.View:
                _at.HasRequested = true;
                break;
            case PrepareResponse when said.View == _at.View:
                _at.HasResponded = true;
                break;
            default:
                return;
        }

        _recalled.Add(said);
    }
}
