using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Protocols.HotStuff;

/// <summary>"As a replica, wait for a proposal from leader(curView)" and the collecting of votes.</summary>
internal sealed partial class HotStuffOrdering
{
    private const int VoteKinds = HotStuffMessageType.VoteCommit - HotStuffMessageType.VoteGeneric + 1;

    // lastVoted of the paper, by phase.
    private readonly View[] _lastVoted = new View[VoteKinds];

    /// <summary>Takes the leader's node for a view.</summary>
    /// <remarks>
    /// PODC'19, Algorithm 3: what justifies the view is processed first, so a replica that is behind enters it here;
    /// ancestors are fetched before the vote.
    /// </remarks>
    private Rejection? OnProposal(SignedStatement signed, Proposal m, Outbox outbox)
    {
        if (m.Sender != LeaderOf(m.View)) return Rejection.WrongSender;
        if (m.View < _view) return Rejection.Stale;
        if (_proposal is { Statement: Proposal first } && first.View == m.View)
            return SecondProposal(first, signed, m, outbox);
        if (HotStuffRules.FaultIn(m.Node, _genesis, _root, Current.Number, _mode) is { } fault) return fault;
        if (m.TC is { } tc && HotStuffRules.FaultIn(tc, Current, _mode) is { } badTC) return badTC;
        if (!HotStuffRules.IsJustified(m.View, m.Node.JustifyView, m.TC?.View))
            return HotStuffRejection.ViewNotJustified;
        ProcessQC(m.Node.Justify, outbox);
        ProcessTC(m.TC, outbox);
        EnterView(m.View, outbox);
        if (m.View != _view) return Rejection.Stale;
        _proposal = signed;
        _proposed = _tree.Add(m.Node, _highQC);
        OfferFresh(_proposed, m.Sender, outbox);
        Advance(outbox);
        return null;
    }

    private Rejection SecondProposal(Proposal first, SignedStatement second, Proposal m, Outbox outbox)
    {
        if (first.Node.Id == m.Node.Id) return Rejection.Duplicate;
        outbox.Add(new Internal.Accuse(_proposal!, second));
        return Rejection.Conflicting;
    }

    /// <summary>Gives a new proposal to the block desk, which answers when block and bodies are valid and
    /// durable.</summary>
    private void OfferFresh(TreeNode node, ReplicaId leader, Outbox outbox)
    {
        if (node.IsReady || node.IsOffered || node.Node.Block is not { } block) return;
        node.IsOffered = true;
        outbox.Add(new Internal.OfferBlock(block, leader == _context.Self, [leader]));
    }

    private void OnBlockReady(Internal.BlockReady ready, Outbox outbox)
    {
        foreach (var node in _tree.WithBlock(ready.Block)) node.IsReady = true;
        if (_draft is { } draft && draft.Digest == ready.Block) ProposeDraft(draft, outbox);
        Advance(outbox);
    }

    /// <summary>A refused proposal is not voted for; one that was only ahead of the own clock is tried again.</summary>
    private void OnBlockRefused(Internal.BlockRefused refused, Outbox outbox)
    {
        if (_draft is { } draft && draft.Digest == refused.Block)
        {
            _draft = null;
            _mayDraw = false;
            return;
        }

        if (refused.Reason == Rejection.TimeAhead || refused.Reason == Rejection.OverQuota) OfferLater(refused.Block);
        if (_proposed is not { } proposed || proposed.Node.Header.Block != refused.Block) return;
        var leader = _proposal!.Statement.Sender;
        outbox.Reject(refused.Reason, leader);
        if (HotStuffRules.IsLeadersFault(refused.Reason)) outbox.Add(new Internal.ProposedVoid(leader));
    }

    private void OfferLater(Digest block)
    {
        foreach (var node in _tree.WithBlock(block)) (node.IsOffered, node.IsOfferedCertified) = (false, false);
    }

    /// <summary>Votes for the proposal of the view if the vote rule of the mode holds and all is held.</summary>
    private void TryVote(Outbox outbox)
    {
        if (_proposed is not { } node || node.View != _view || !IsMember || HasGivenUp) return;
        if (_view <= LastVoted(JustifyKind) || node.Height > High) return;
        // At a height that is executed there is a block already: another one there is not on the committed branch.
        if (!node.IsEmpty && node.Height <= _context.Executed.Executed) return;
        if (!IsHeld(node, outbox) || !node.IsReady || !MayVote(node)) return;
        if (WatchTime(node, outbox)) return;
        Vote(JustifyKind, node, outbox);
    }

    /// <summary>safeNode of the paper, or the vote rule of two chains.</summary>
    private bool MayVote(TreeNode node)
    {
        var justify = node.Node.JustifyView;
        if (_mode != HotStuffMode.TwoChain) return HotStuffRules.SafeNode(justify, LockedView);
        var tc = ((Proposal)_proposal!.Statement).TC;
        return HotStuffRules.FollowsOrTimedOut(node.View, justify, tc?.View, tc?.HighestClaim ?? default);
    }

    /// <summary>
    /// HS2, HS5, HS6: the last gate before every vote, whatever handler asks. Node, certificates and the vote itself
    /// are durable before it leaves.
    /// </summary>
    private void Vote(byte kind, TreeNode node, Outbox outbox)
    {
        Invariant.Require(node.View == _view && _view > LastVoted(kind), "HS2 one vote of a phase in a view");
        Invariant.Require(_view > _lastTimeout, "HS6 no vote in a view that was given up");
        Invariant.Require(kind != JustifyKind || IsSafe(node), "HS5 safeNode in its short form is the paper's");
        _lastVoted[kind - HotStuffMessageType.VoteGeneric] = _view;
        PersistSafety(outbox);
        RecordBranch(node, outbox);
        outbox.Promise(NewVote(kind, node), CollectorOf(_view));
        ArmViewTimer(outbox);
    }

    private bool IsSafe(TreeNode node)
    {
        if (_mode == HotStuffMode.TwoChain || _lockedQC is not { } locked) return true;
        var extends = _tree.Extends(node, locked.Node, locked.View) ?? node.Node.Justify?.Node == locked.Node;
        return HotStuffRules.SafeNode(extends, node.Node.JustifyView, locked.View);
    }

    private Vote NewVote(byte kind, TreeNode node) => kind switch
    {
        HotStuffMessageType.VoteGeneric =>
            new VoteGeneric(Current.Number, _context.Self, node.View, node.Id, node.Height),
        HotStuffMessageType.VotePrepare =>
            new VotePrepare(Current.Number, _context.Self, node.View, node.Id, node.Height),
        HotStuffMessageType.VotePreCommit =>
            new VotePreCommit(Current.Number, _context.Self, node.View, node.Id, node.Height),
        _ => new VoteCommit(Current.Number, _context.Self, node.View, node.Id, node.Height),
    };

    private View LastVoted(byte kind) => _lastVoted[kind - HotStuffMessageType.VoteGeneric];

    /// <summary>
    /// A vote implies possession, after a restart too: the branch down to what is decided, and the node under it, on
    /// which the tree then stands. Parents first, behind the certificates: a write that was torn anywhere leaves a
    /// branch without gaps and no certificate above the recorded highQC.
    /// </summary>
    private void RecordBranch(TreeNode node, Outbox outbox)
    {
        var floor = Floor;
        var branch = new Stack<TreeNode>();
        for (var next = node; next is { IsRecorded: false }; next = next.Height > floor ? next.Below : null)
            branch.Push(next);
        foreach (var next in branch)
        {
            next.IsRecorded = true;
            outbox.Persist(new NodeRecord(next.Node));
        }
    }

    /// <summary>Who counts the votes of a view.</summary>
    private Destination CollectorOf(View view)
    {
        if (_rotation.VotesToAll) return Destination.All;
        var leader = LeaderOf(_mode == HotStuffMode.Basic ? view : view.Next);
        return leader == _context.Self ? Destination.Self : Destination.One(leader);
    }

    private bool IsCollector(View view) =>
        _rotation.VotesToAll || IsLeader(_mode == HotStuffMode.Basic ? view : view.Next);

    /// <summary>Counts a vote; a quorum of them is a certificate.</summary>
    private Rejection? OnVote(SignedStatement signed, Vote m, Outbox outbox)
    {
        var isOfMode = (m.Type == HotStuffMessageType.VoteGeneric) == (_mode != HotStuffMode.Basic);
        if (!isOfMode) return HotStuffRejection.BadQuorumCertificate;
        if (!IsCollector(m.View)) return HotStuffRejection.NotCollector;
        if (!VoteBuckets.IsWithin(m.View, _view)) return HotStuffRejection.OutsideViews;
        var table = _votes.Of(m.View, m.Type);
        switch (table.Add(signed, m.Subject))
        {
            case VoteOutcome.Duplicate:
                return Rejection.Duplicate;
            case VoteOutcome.Conflicting:
                outbox.Add(new Internal.Accuse(table.Of(Current.PlaceOf(m.Sender))!, signed));
                return Rejection.Conflicting;
            case VoteOutcome.NotAMember:
                return Rejection.NotAMember;
        }

        if (table.TryCertify(m.Subject) is not { } certificate || !_votes.MarkCertified(m.View, m.Type)) return null;
        outbox.Settle(certificate.Statement, table.DissentersFrom(m.Subject));
        OnCertified(new QuorumCertificate(certificate), outbox);
        return null;
    }

    /// <summary>
    /// The votes are a certificate. If nothing follows it, all others are told: it may be the one that commits.
    /// </summary>
    private void OnCertified(QuorumCertificate qc, Outbox outbox)
    {
        if (_mode == HotStuffMode.Basic)
        {
            outbox.Send(new Phase(qc), Destination.All);
            _ = OnPhase(qc, outbox);
            return;
        }

        ProcessQC(qc, outbox);
        Advance(outbox);
        if (!_rotation.VotesToAll && _highQC == qc && !IsProposing)
            outbox.Send(new NewView(qc, null), Destination.All);
    }
}
