using Witan.Core.Contract;

namespace Witan.Protocols.HotStuff;

/// <summary>PRE-COMMIT, COMMIT and DECIDE of the basic mode (PODC'19, Algorithm 2).</summary>
internal sealed partial class HotStuffOrdering
{
    // What the leader of the current view showed last, and the highest commitQC.
    private QuorumCertificate? _phase;
    private QuorumCertificate? _decide;

    /// <summary>The leader shows the certificate of a phase; that of the last is taken whatever the view.</summary>
    private Rejection? OnPhase(QuorumCertificate qc, Outbox outbox)
    {
        if (_mode != HotStuffMode.Basic || qc.Configuration != Current.Number)
            return HotStuffRejection.BadQuorumCertificate;
        switch (qc.Kind)
        {
            case HotStuffMessageType.VotePrepare:
                ProcessQC(qc, outbox);
                TakePhase(qc);
                break;
            case HotStuffMessageType.VotePreCommit:
                OnCommitPhase(qc);
                break;
            case HotStuffMessageType.VoteCommit:
                if (qc.View > (_decide?.View ?? default)) _decide = qc;
                AdvancePhases(outbox);
                EnterView(qc.View.Next, outbox);
                break;
            default:
                return HotStuffRejection.BadQuorumCertificate;
        }

        Advance(outbox);
        return null;
    }

    /// <summary>COMMIT(precommitQC): lockedQC = precommitQC. Whoever missed PRE-COMMIT has no prepareQC to show later,
    /// and sits this one out.</summary>
    private void OnCommitPhase(QuorumCertificate qc)
    {
        if (qc.View != _view || HighQCView != qc.View) return;
        if (qc.View > LockedView)
        {
            _lockedQC = qc;
            _isUnsaved = true;
        }

        TakePhase(qc);
    }

    private void TakePhase(QuorumCertificate qc)
    {
        if (qc.View != _view || (_phase is { } known && known.View == _view && known.Kind >= qc.Kind)) return;
        _phase = qc;
    }

    private void AdvancePhases(Outbox outbox)
    {
        if (_decide is { } decide && decide.View > _committedView) Decide(decide, outbox);
        if (_phase is not { } phase || phase.View != _view || HasGivenUp || !IsMember) return;
        var kind = phase.Kind == HotStuffMessageType.VotePrepare
            ? HotStuffMessageType.VotePreCommit : HotStuffMessageType.VoteCommit;
        if (LastVoted(kind) >= _view) return;
        if (_tree.Find(phase.Node) is not { } node) Want(phase.Node, phase.Signers, outbox);
        else if (node.Height > Floor && node.Height <= High && IsHeld(node, outbox)) Vote(kind, node, outbox);
    }

    /// <summary>DECIDE(commitQC): executes the node and all before it.</summary>
    private void Decide(QuorumCertificate qc, Outbox outbox)
    {
        if (_tree.Find(qc.Node) is { } node) Commit(node, node, qc, outbox);
        else if (qc.Height > Floor) Want(qc.Node, qc.Signers, outbox);
    }
}
