using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;

namespace Witan.Protocols.Dbft;

/// <summary>Commit: the block signature and the lock.</summary>
internal sealed partial class DbftOrdering
{
    /// <summary>
    /// checkPreparations: with a quorum of preparations, the request among them and all bodies held, the block is
    /// signed, once at a height (S2, S3). What led to it is durable before.
    /// </summary>
    private void CheckPreparations(Outbox outbox)
    {
        if (_at.Proposed is not { } block || _at.IsDecided || _at.HasCommitted || !IsMember || !IsWithinWindow) return;
        if (!Quorums.IsQuorum(_at.Preparations.VotersFor(block.Digest)) || IsNotAccepting) return;
        if (!_at.IsReady)
        {
            if (!_at.IsOfferedCertified) Offer(block, outbox);
            return;
        }

        _at.HasCommitted = true;
        outbox.Note(new Trace(TraceKind.Prepared, _at.Height, _at.View, block.Digest));
        outbox.Persist(new ConsensusStateRecord(Known(), commits: true));
        outbox.Promise(
            new Commit(Current.Number, _context.Self, _at.Height, _at.View, block.Digest), Destination.All);
        SetTimeout(Shifted(0), outbox);
    }

    /// <summary>The first commit of a validator sticks, of whatever view: it locks the sender there.</summary>
    private Rejection? OnCommit(SignedStatement signed, Commit m, Outbox outbox)
    {
        switch (_at.Commits.Add(signed, m.Subject))
        {
            case VoteOutcome.Duplicate:
                return Rejection.Duplicate;
            case VoteOutcome.NotAMember:
                return Rejection.NotAMember;
            case VoteOutcome.Conflicting:
                outbox.Add(new Internal.Accuse(_at.Commits.Of(Current.PlaceOf(m.Sender))!, signed));
                return Rejection.Conflicting;
        }

        if (m.View == _at.View) ExtendTimeout(4);
        CheckCommits(m, outbox);
        // That no change can win any more makes this validator accept preparations again.
        if (!_at.IsDecided) Advance(outbox);
        return null;
    }

    /// <summary>
    /// checkCommits: a quorum of one view for one block decides, in whatever view this validator is. Bodies that lack
    /// are fetched by the shared rooms.
    /// </summary>
    private void CheckCommits(Commit m, Outbox outbox)
    {
        if (_at.Commits.TryCertify(m.Subject) is not { } certificate) return;
        _at.IsDecided = true;
        _deadline = null;
        outbox.Note(new Trace(TraceKind.Decided, m.Height, m.View, m.Digest));
        outbox.Add(new Internal.Decide(
            m.Height, m.Digest, new CommitCertificate(certificate), certificate.Signers, _at.HasCommitted));
    }
}
