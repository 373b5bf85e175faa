using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Safety;

namespace Witan.Protocols.HotStuff;

/// <summary>What a restarted replica knows of its promises, and what it says again (RULES 8).</summary>
internal sealed partial class HotStuffOrdering
{
    private readonly List<Vote> _recalledVotes = [];
    private Proposal? _recalledProposal;
    private Timeout? _recalledTimeout;

    public void Start(in Clock now, Outbox outbox)
    {
        _now = now;
        (_lastDecided, _viewEntered, _leaderSince) = (now.Monotonic, now.Monotonic, now.Monotonic);
        (_excused, _timeoutSent) = (now.Monotonic, now.Monotonic);
        if (HotStuffRules.MayStall(_mode, Current.N, Current.Quorums.F, _rotation))
            outbox.Note(new Trace(TraceKind.Stalled, Reason: "with this rotation a crash may stop decisions for ever"));
        outbox.Add(new Internal.ViewEntered(_view, LeaderOf(_view)));
        foreach (var node in _tree.All)
        {
            if (node.Node.Block is not { } block || node.Height <= _context.Executed.Executed) continue;
            node.IsOfferedCertified = true;
            outbox.Add(new Internal.OfferBlock(block, true, node.Certificate?.Signers ?? []));
        }

        SayAgain(outbox);
        outbox.SetTimer(TickTimer, _context.Options.StatusInterval);
        Advance(outbox);
    }

    /// <summary>
    /// Signs again what was promised: the guard knows each text, so the bytes are the same. They come back and count.
    /// </summary>
    private void SayAgain(Outbox outbox)
    {
        if (_recalledProposal is { } proposal && proposal.View == _view)
            outbox.Add(new Effect.Sign(proposal, Destination.All));
        foreach (var vote in _recalledVotes)
        {
            if (vote.View.Next >= _view && !HasGivenUp) outbox.Add(new Effect.Sign(vote, CollectorOf(vote.View)));
        }

        if (_recalledTimeout is { } timeout && HasGivenUp) outbox.Add(new Effect.Sign(timeout, Destination.All));
        _recalledVotes.Clear();
    }

    private void Recover(IReadOnlyList<Record> records)
    {
        foreach (var record in records)
        {
            switch (record)
            {
                case NodeRecord { Node: var node } when node.Configuration == Current.Number:
                    _tree.Add(node, null).IsRecorded = true;
                    break;
                case SafetyRecord safety when safety.Configuration == Current.Number:
                    (_view, _highQC, _lockedQC, _lastTC) =
                        (safety.View, safety.HighQC, safety.LockedQC, safety.LastTC);
                    break;
                case PromiseRecord { Statement: var said } when said.Configuration == Current.Number:
                    RecallPromise(said);
                    break;
            }
        }

        if (_highQC is { } qc && _tree.Find(qc.Node) is { } high) _tree.Certify(high, qc);
        ResumeView();
    }

    private void RecallPromise(Statement statement)
    {
        switch (statement)
        {
            case Vote vote:
                // The guard, too, knows the newest of each phase only.
                _recalledVotes.RemoveAll(earlier => earlier.Type == vote.Type);
                _recalledVotes.Add(vote);
                _lastVoted[vote.Type - HotStuffMessageType.VoteGeneric] = vote.View;
                break;
            case Timeout timeout:
                _recalledTimeout = timeout;
                _lastTimeout = timeout.View;
                break;
            case Proposal proposal:
                _recalledProposal = proposal;
                _lastProposed = proposal.View;
                break;
        }
    }

    /// <summary>curView = max(saved, highQC.view + 1, lastTC.view + 1); never a vote again in a saved view.</summary>
    private void ResumeView()
    {
        if (_highQC is { } qc) _view = Latest(_view, _mode == HotStuffMode.Basic ? qc.View : qc.View.Next);
        if (_lastTC is { } tc) _view = Latest(_view, tc.View.Next);
        foreach (var voted in _lastVoted) _view = Latest(_view, voted);
    }
}
