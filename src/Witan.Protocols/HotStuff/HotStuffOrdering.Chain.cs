using Witan.Core.Contract;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Protocols.HotStuff;

/// <summary>What certificates lead to: highQC, the lock, commits (PODC'19, Algorithm 3; Jolteon, section 3).</summary>
internal sealed partial class HotStuffOrdering
{
    // Whether view, highQC, lockedQC or lastTC differ from what the journal has.
    private bool _isUnsaved;

    /// <summary>A certificate of the phase that nodes carry: "update highQC", then what its node leads to.</summary>
    private void ProcessQC(QuorumCertificate? qc, Outbox outbox)
    {
        if (qc is null) return;
        if (qc.View > HighQCView)
        {
            _highQC = qc;
            _isUnsaved = true;
        }

        Invariant.Require(
            qc.View != HighQCView || qc.Node == _highQC!.Node, "HS1 the certificates of a view name one node");
        if (_tree.Find(qc.Node) is { } node) _tree.Certify(node, qc);
        else if (qc.View > _committedView && qc.Height > Floor) Want(qc.Node, qc.Signers, outbox);
        if (_mode != HotStuffMode.Basic) OnChainGrown(outbox);
        // In the basic mode a prepareQC shows that its view was entered; the view goes on.
        EnterView(_mode == HotStuffMode.Basic ? qc.View : qc.View.Next, outbox);
    }

    /// <summary>
    /// For each certified node b'': the lock on its parent's parent certificate (chains of three), and the commit of
    /// the lowest of consecutive views. Locking needs no consecutive views; committing does.
    /// </summary>
    private void OnChainGrown(Outbox outbox)
    {
        foreach (var last in _tree.CertifiedAbove(_committedView))
        {
            if (_mode == HotStuffMode.Chained && last.Node.Justify is { } under && under.View > LockedView)
            {
                _lockedQC = under;
                _isUnsaved = true;
            }

            if (CommittedBy(last) is { } node) Commit(node, last, last.Certificate!, outbox);
        }

        Invariant.Require(LockedView <= HighQCView, "HS7 the lock is not above highQC");
    }

    /// <summary>b of the paper, whose descendants up to this certified node are direct ones; null if they are
    /// not.</summary>
    private TreeNode? CommittedBy(TreeNode last)
    {
        var views = new View[HotStuffRules.ChainLength(_mode)];
        var node = last;
        for (var i = views.Length - 1; ; i--)
        {
            views[i] = node.View;
            if (i == 0) break;
            if (node.Below is not { } parent) return null;
            node = parent;
        }

        return HotStuffRules.AreConsecutive(views) ? node : null;
    }

    /// <summary>Decides the node and all before it that are not decided yet, in order.</summary>
    /// <param name="node">What the commit rule holds for.</param>
    /// <param name="last">The highest node of its chain.</param>
    /// <param name="qc">The certificate of that one.</param>
    /// <param name="outbox">Decisions.</param>
    private void Commit(TreeNode node, TreeNode last, QuorumCertificate qc, Outbox outbox)
    {
        if (node.View <= _committedView) return;
        var floor = Floor;
        if (node.Height > floor && _tree.LowestUngrounded(node, floor) is { } child)
        {
            WantParent(child, outbox);
            return;
        }

        Invariant.Require(
            _committedId is not { } before || _tree.Extends(node, before, _committedView) != false,
            "HS3 a committed node extends the one committed before");
        var branch = BlockTree.BranchAbove(last, floor);
        NodeHeader[] headers = [.. branch.Select(n => n.Node.Header)];
        for (var i = 0; i < headers.Length && headers[i].View <= node.View; i++)
        {
            if (headers[i].IsEmpty) continue;
            var certificate = new CommitCertificate(headers[i..], qc);
            outbox.Note(new Trace(TraceKind.Decided, headers[i].Height, node.View, headers[i].Block));
            outbox.Add(new Internal.Decide(headers[i].Height, headers[i].Block, certificate, qc.Signers, false));
        }

        _committedView = node.View;
        _committedHeight = Height.Max(_committedHeight, node.Height);
        _committedId = node.Id;
        _lastDecided = _now.Monotonic;
        Invariant.Require(
            _mode != HotStuffMode.Chained || _committedView <= LockedView, "HS7 what is committed is locked");
        _tree.DropConflicting(node);
    }

    /// <summary>Everything that the sheet wants durable before a vote, a proposal or a TIMEOUT and that is no promise
    /// itself.</summary>
    private void PersistSafety(Outbox outbox)
    {
        if (!_isUnsaved) return;
        _isUnsaved = false;
        outbox.Persist(new SafetyRecord(Current.Number, _view, _highQC, _lockedQC, _lastTC));
    }
}
