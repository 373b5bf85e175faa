using Witan.Core.Blocks;
using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.Pbft;

/// <summary>The normal case: PRE-PREPARE, PREPARE, COMMIT (OSDI'99 4.2).</summary>
internal sealed partial class PbftOrdering
{
    /// <summary>Takes the leader's proposal for a slot.</summary>
    /// <remarks>
    /// OSDI'99 4.2: accepted if in view v, between h and H, and no other digest was accepted for v and n. Differs: one
    /// of a view not yet entered is kept until it is; and slots that the NEW-VIEW settles are closed to fresh
    /// proposals, since a replica whose watermark lags could be led to vote below a checkpoint.
    /// </remarks>
    private Rejection? OnPrePrepare(SignedStatement signed, PrePrepare m, Outbox outbox)
    {
        if (SlotFault(m) is { } fault) return fault;
        if (m.Sender != PbftRules.Leader(_context.At(m.Height), m.View)) return Rejection.WrongSender;
        if (m.View < _view) return Rejection.WrongView;
        if (m.View == _view && !IsNormal) return Rejection.WrongStatus;
        var slot = SlotAt(m.Height);
        if (slot.Find(m.View)?.Proposal is { } first) return SecondProposal(first, signed, outbox);
        if (m.Block is null) return Rejection.InvalidBlock;
        if (m.View == _view && m.Height <= _newViewTop) return PbftRejection.NotInNewView;
        if (!slot.HasRoomFor(m.View, _view)) return PbftRejection.TooFarAhead;
        slot.In(m.View).Proposal = signed;
        if (m.View == _view) Accept(slot, outbox);
        return null;
    }

    private static Rejection SecondProposal(SignedStatement first, SignedStatement second, Outbox outbox)
    {
        if (((PrePrepare)first.Statement).Digest == ((PrePrepare)second.Statement).Digest) return Rejection.Duplicate;
        outbox.Add(new Internal.Accuse(first, second));
        return Rejection.Conflicting;
    }

    /// <summary>
    /// Gives the proposal of the current view to the block desk, which answers when block and bodies are valid and
    /// durable. What a NEW-VIEW justifies is not judged by clocks and is fetched if it is not held.
    /// </summary>
    private void Accept(Slot slot, Outbox outbox)
    {
        if (!IsNormal || slot.Find(_view) is not { Offered: false, PrePrepare: { } m } current) return;
        if (slot.Decided is { } decided && decided != m.Digest) return;
        current.Offered = true;
        if (m.Height > _newViewTop && m.Block is { } fresh)
            outbox.Add(new Internal.OfferBlock(fresh, m.Sender == _context.Self, [m.Sender]));
        else
            Obtain(m.Height, m.Digest, HoldersOf(slot, m.Digest), outbox);
    }

    /// <summary>Offers a certified block that is at hand, or has it fetched.</summary>
    private void Obtain(Height height, Digest digest, IReadOnlyList<ReplicaId> holders, Outbox outbox)
    {
        var block = digest == Block.NullDigest(height) ? Block.Null(height) : _context.Blocks.Find(digest);
        if (block is not null) outbox.Add(new Internal.OfferBlock(block, true, holders));
        else outbox.Add(new Internal.FetchBlock(height, digest, holders));
    }

    private void OnBlockReady(Internal.BlockReady ready, Outbox outbox)
    {
        if (_draft is { } draft && draft.Digest == ready.Block)
        {
            ProposeDraft(draft, outbox);
            return;
        }

        if (!IsNormal || _slots.GetValueOrDefault(ready.Height) is not { } slot) return;
        if (slot.Find(_view) is not { Offered: true, Ready: false } current
            || current.PrePrepare!.Digest != ready.Block) return;
        current.Ready = true;
        RecordBlock(slot, current.PrePrepare, outbox);
        if (WatchTime(current.PrePrepare, outbox)) return;
        PromisePrepare(slot, current, outbox);
        CheckPrepared(slot, current, outbox);
    }

    /// <summary>A vote implies possession, after a restart too.</summary>
    private void RecordBlock(Slot slot, PrePrepare proposal, Outbox outbox)
    {
        var block = proposal.Block ?? _context.Blocks.Find(proposal.Digest);
        if (block is { IsNull: false } && slot.Record(block)) outbox.Persist(new BlockRecord(block));
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

        if (_slots.GetValueOrDefault(refused.Height)?.Find(_view) is not { PrePrepare: { } m } current) return;
        if (m.Digest != refused.Block) return;
        outbox.Reject(refused.Reason, m.Sender);
        if (PbftRules.IsLeadersFault(refused.Reason)) outbox.Add(new Internal.ProposedVoid(m.Sender));
        if (refused.Reason == Rejection.TimeAhead || refused.Reason == Rejection.OverQuota) current.Offered = false;
    }

    /// <summary>PREPARE: everybody but the leader, once per slot and view.</summary>
    private void PromisePrepare(Slot slot, SlotView current, Outbox outbox)
    {
        var m = current.PrePrepare!;
        if (m.Sender == _context.Self || current.OwnPrepare is not null || !IsMember(m.Height)) return;
        if (slot.Decided is { } decided && decided != m.Digest) return;
        Invariant.Require(!IsLeader(m.Height, _view), "S2 the leader never prepares");
        current.OwnPrepare = m.Digest;
        Vote(new Prepare(m.Configuration, _context.Self, m.View, m.Height, m.Digest), outbox);
    }

    /// <summary>Counts a PREPARE; one of a view not yet entered is kept.</summary>
    private Rejection? OnPrepare(SignedStatement signed, Prepare m, Outbox outbox)
    {
        if (SlotFault(m) is { } fault) return fault;
        if (m.Sender == PbftRules.Leader(_context.At(m.Height), m.View)) return PbftRejection.LeaderMustNotPrepare;
        if (m.View < _view) return Rejection.WrongView;
        if (m.View == _view && !IsNormal) return Rejection.WrongStatus;
        var slot = SlotAt(m.Height);
        if (!slot.HasRoomFor(m.View, _view)) return PbftRejection.TooFarAhead;
        var said = slot.In(m.View);
        if (Count(said.Prepares, signed, m, slot.Configuration, outbox) is { } refusal) return refusal;
        FetchWhatOthersHold(slot, said, said.Prepares, m.Digest, outbox);
        if (m.View == _view) CheckPrepared(slot, said, outbox);
        return null;
    }

    /// <summary>"prepared": the proposal and a quorum with the leader's word. The certificate is durable before
    /// COMMIT.</summary>
    private void CheckPrepared(Slot slot, SlotView current, Outbox outbox)
    {
        if (!IsNormal || current.View != _view || current.OwnCommit is not null || !current.Ready) return;
        if (!IsMember(slot.Height) || current.PrePrepare is not { } m) return;
        if (slot.Prepared is not { } known || known.View != _view)
        {
            var configuration = slot.Configuration;
            var voters = current.Prepares.VotersFor(m.Digest);
            if (PbftRules.PreparedBy(configuration.Quorums, voters,
                configuration.PlaceOf(m.Sender)) is not { } signers) return;
            var prepares = signers == MemberSet.Empty ? null : current.Prepares.Certify(signers);
            slot.Prepared = new PreparedCertificate(current.Proposal!, prepares);
            outbox.Persist(new PreparedRecord(slot.Prepared));
            outbox.Note(new Trace(TraceKind.Prepared, slot.Height, _view, m.Digest));
            if (prepares is not null)
                outbox.Settle(prepares.Statement, current.Prepares.DissentersFrom(m.Digest));
        }

        Invariant.Require(
            slot.Prepared.View == _view && slot.Prepared.Digest == m.Digest,
                "S2 COMMIT only with the prepared certificate");
        current.OwnCommit = m.Digest;
        Vote(new Commit(m.Configuration, _context.Self, m.View, m.Height, m.Digest), outbox);
    }

    /// <summary>
    /// Counts a COMMIT of any view, whether or not the proposal is known: a quorum of one view is valid for ever.
    /// </summary>
    private Rejection? OnCommit(SignedStatement signed, Commit m, Outbox outbox)
    {
        if (SlotFault(m) is { } fault) return fault;
        var slot = SlotAt(m.Height);
        if (!slot.HasRoomFor(m.View, _view)) return m.View < _view ? Rejection.WrongView : PbftRejection.TooFarAhead;
        var said = slot.In(m.View);
        if (Count(said.Commits, signed, m, slot.Configuration, outbox) is { } refusal) return refusal;
        FetchWhatOthersHold(slot, said, said.Commits, m.Digest, outbox);
        CheckCommitted(slot, said, m.Digest, outbox);
        return null;
    }

    /// <summary>"committed-local": a quorum of COMMITs of one view decides the slot.</summary>
    private void CheckCommitted(Slot slot, SlotView said, Digest digest, Outbox outbox)
    {
        if (slot.Decided is not null || said.Commits.TryCertify(digest) is not { } certificate) return;
        if (digest == Block.NullDigest(slot.Height))
            outbox.Add(new Internal.OfferBlock(Block.Null(slot.Height), true, []));
        var holders = Ids(said.Commits.VotersFor(digest), slot.Configuration, _context.Self);
        outbox.Settle(certificate.Statement, said.Commits.DissentersFrom(digest));
        outbox.Note(new Trace(TraceKind.Decided, slot.Height, said.View, digest));
        outbox.Add(new Internal.Decide(
            slot.Height, digest, new CommitCertificate(certificate), holders, slot.Prepared is not null));
        OnDecided(slot, digest, outbox);
    }

    /// <summary>The slot is decided, here or by a certificate that a peer sent.</summary>
    private void OnDecided(Slot slot, Digest digest, Outbox outbox)
    {
        Invariant.Require(slot.Decided is null || slot.Decided == digest, "S3 a slot is decided as one block");
        slot.Decided = digest;
        _lastDecided = _now.Monotonic;
        TryPropose(outbox);
    }

    private void OnDecisionLearnt(Internal.DecisionLearnt learnt, Outbox outbox)
    {
        var decision = learnt.Decision;
        // Also above H, where a replica stands that caught up before it has the certificate of a newer checkpoint.
        _lastDecided = _now.Monotonic;
        if (decision.Height <= _low || decision.Height > High) return;
        OnDecided(SlotAt(decision.Height), decision.Block.Digest, outbox);
    }

    /// <summary>
    /// Who sees a weak quorum vote for something that it lacks asks the voters for it, always: a leader that leaves
    /// some out could otherwise keep them behind for ever (H1).
    /// </summary>
    private void FetchWhatOthersHold(Slot slot, SlotView said, VoteTable votes, Digest digest, Outbox outbox)
    {
        if (said.Requested || slot.Height <= _context.Executed.Executed
            || digest == Block.NullDigest(slot.Height)) return;
        var voters = votes.VotersFor(digest);
        if (!slot.Configuration.Quorums.IsWeakQuorum(voters) || _context.Blocks.Find(digest) is not null) return;
        said.Requested = true;
        outbox.Add(new Internal.FetchBlock(slot.Height, digest, Ids(voters, slot.Configuration, _context.Self)));
    }

    private static Rejection? Count(
        VoteTable votes, SignedStatement signed, SlotStatement m, Configuration configuration, Outbox outbox)
    {
        switch (votes.Add(signed, m.Digest))
        {
            case VoteOutcome.Counted:
                return null;
            case VoteOutcome.Conflicting:
                outbox.Add(new Internal.Accuse(votes.Of(configuration.PlaceOf(m.Sender))!, signed));
                return Rejection.Conflicting;
            case VoteOutcome.Duplicate:
                return Rejection.Duplicate;
            default:
                return Rejection.NotAMember;
        }
    }

    /// <summary>What every message about a slot must satisfy: right configuration, window, not too many views
    /// ahead.</summary>
    private Rejection? SlotFault(SlotStatement m)
    {
        if (m.Height <= _low || m.Height > High) return Rejection.OutsideWindow;
        var configuration = _context.At(m.Height);
        if (m.Configuration != configuration.Number) return Rejection.UnknownConfiguration;
        if (m.View > _view && !_ahead.Admit(m.Sender, m.View, configuration)) return PbftRejection.TooFarAhead;
        return null;
    }

    private IReadOnlyList<ReplicaId> HoldersOf(Slot slot, Digest digest)
    {
        if (_newView?.Statement is NewView newView)
        {
            foreach (var viewChange in newView.ViewChangeSet())
            {
                foreach (var certificate in viewChange.Prepared)
                {
                    if (certificate.Height == slot.Height && certificate.Digest == digest) return certificate.Holders;
                }
            }
        }

        return [];
    }
}
