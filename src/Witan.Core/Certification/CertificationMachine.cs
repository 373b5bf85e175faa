using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Core.Certification;

/// <summary>
/// Signs what execution led to, collects the votes of others into state certificates, and answers clients with them. A
/// certificate at a multiple of K is the stable checkpoint (RULES 5).
/// </summary>
internal sealed class CertificationMachine(
    Configurations configurations, ReplicaId self, ExecutionMachine execution, ReplyDesk replies, ConfirmDesk confirms,
    VoteBroadcast broadcast)
{
    private readonly SortedList<Height, StateTally> _tallies = [];
    private StateVote? _newestVote;
    private SignedStatement? _newestSigned;

    /// <summary>The newest certified checkpoint; null at genesis, which needs none.</summary>
    public StateCertificate? Stable { get; private set; }

    /// <summary>The newest certificate of a height that this replica has executed.</summary>
    public StateCertificate? Newest { get; private set; }

    /// <summary>
    /// An own commitment differed from a certified one: this replica votes no more and keeps its state for the diff.
    /// </summary>
    public bool Diverged { get; private set; }

    public Height StableHeight => Stable?.Height ?? Height.Genesis;

    /// <summary>What recovery found; announced to nobody.</summary>
    public void Restore(StateCertificate? stable)
    {
        Stable = stable;
        if (stable is not null && stable.Height <= execution.Executed) Newest = stable;
    }

    /// <summary>After recovery: others may lack this replica's word on where it is.</summary>
    public void Start(Outbox outbox) => Vote(execution.Last.Commitment, outbox);

    public void Step(in Clock now, Input input, Outbox outbox)
    {
        switch (input)
        {
            case Input.OwnSigned { Message.Message: SignedStatement { Statement: StateVote } own }:
                OnOwnVote(own, outbox);
                break;
            case Input.Received { Message.Message: SignedStatement { Statement: StateVote } vote }:
                OnPeerVote(vote, outbox);
                break;
            case Input.Received { Message.Message: Confirm confirm } received:
                if (confirms.OnConfirm(confirm, received.From, outbox)) Hurry(outbox);
                break;
            case Input.TimerFired { Timer: var timer } when timer == VoteBroadcast.Timer:
                broadcast.OnTimer(outbox);
                break;
            case Internal.StateInstalled installed:
                OnInstalled(installed.Certificate, outbox);
                break;
        }
    }

    public void OnExecuted(ExecutedBlock block, Outbox outbox)
    {
        replies.Add(block);
        if (configurations.StepAfter(block.Commitment.Height) is { } step)
            TallyOf(block.Commitment.Height).Adopt(step.Certificate);
        if (_tallies.TryGetValue(block.Commitment.Height, out var tally)) CheckCertified(tally, outbox);
        if (broadcast.IsMark(block.Commitment.Height)) Vote(block.Commitment, outbox);
    }

    /// <summary>
    /// At the end of a step: one signature over the newest height covers all that the step executed, since a commitment
    /// names the one before. A path may have more heights than lie between marks, so each height is covered.
    /// </summary>
    public void Settle(Outbox outbox)
    {
        if (execution.Executed > (_newestVote?.Commitment.Height ?? Height.Genesis))
            Vote(execution.Last.Commitment, outbox);
    }

    private void Vote(StateCommitment commitment, Outbox outbox)
    {
        if (Diverged || _newestVote?.Commitment.Height == commitment.Height && _newestVote.Commitment != commitment)
            return;
        _newestVote = new StateVote(commitment.Configuration, self, commitment);
        outbox.Promise(_newestVote, broadcast.Begin(commitment.Height, IsHeard(commitment.Height)));
    }

    /// <summary>A read here waits for a certificate, or a confirm round asks and reads will follow.</summary>
    public void Hurry(Outbox outbox) => broadcast.OnWanted(outbox);

    /// <summary>
    /// Nothing moves: the newest vote again, if its height is not certified here. Connections lose what they held, and
    /// without the certificate of a checkpoint the window stays shut.
    /// </summary>
    public void SayAgain(Outbox outbox)
    {
        if (_newestSigned is { Statement: StateVote said }
            && said.Commitment.Height > (Newest?.Height ?? Height.Genesis))
            outbox.Send(_newestSigned, Destination.All);
    }

    private void OnOwnVote(SignedStatement vote, Outbox outbox)
    {
        _newestSigned = vote;
        replies.OnOwnVote(vote, outbox);
        confirms.OnOwnVote(vote, outbox);
        OnVote(vote, outbox);
        broadcast.OnSigned(vote, IsHeard(((StateVote)vote.Statement).Commitment.Height), outbox);
    }

    private void OnPeerVote(SignedStatement vote, Outbox outbox)
    {
        OnVote(vote, outbox);
        var height = ((StateVote)vote.Statement).Commitment.Height;
        if (!_tallies.TryGetValue(height, out var tally)) return;
        tally.IsHeard = true;
        broadcast.OnHeard(height, outbox);
    }

    private bool IsHeard(Height height) => _tallies.TryGetValue(height, out var tally) && tally.IsHeard;

    private void OnVote(SignedStatement vote, Outbox outbox)
    {
        var commitment = ((StateVote)vote.Statement).Commitment;
        if (commitment.Height < (Newest?.Height ?? Height.Genesis) && !IsCheckpoint(commitment.Height)) return;
        if (commitment.Height < StableHeight || commitment.Height > Limit())
        {
            outbox.Reject(Rejection.OutsideWindow, vote.Statement.Sender);
            return;
        }

        // Under another number than that of its height a signature says nothing, also if its sender is a member there.
        if (commitment.Configuration != configurations.At(commitment.Height).Number)
        {
            outbox.Reject(Rejection.UnknownConfiguration, vote.Statement.Sender);
            return;
        }

        var tally = TallyOf(commitment.Height);
        switch (tally.Votes.Add(vote, commitment.Digest))
        {
            case VoteOutcome.Counted:
                if (tally.TryCertify(commitment.Digest) is { } certificate)
                    outbox.Settle(certificate.Certificate.Statement, tally.Votes.DissentersFrom(commitment.Digest));
                CheckCertified(tally, outbox);
                break;
            case VoteOutcome.Conflicting:
                var place = configurations.At(commitment.Height).PlaceOf(vote.Statement.Sender);
                outbox.Add(new Internal.Accuse(tally.Votes.Of(place)!, vote));
                break;
        }
    }

    /// <summary>
    /// Two windows above the stable checkpoint, or above what is executed: what is decided lies in the first, a peer
    /// ahead of us may be in the next. Who caught up by decisions has executed far above its own checkpoint; the
    /// certificate of a newer one must reach it, or its window stays shut.
    /// </summary>
    public int Tallies => _tallies.Count;

    private Height Limit() => Height.Max(StableHeight, execution.Executed)
        + (2 * (ulong)configurations.At(StableHeight.Next).Parameters.Window);

    private bool IsCheckpoint(Height height) =>
        height > StableHeight && height.Value % configurations.At(height).Parameters.CheckpointInterval == 0;

    /// <summary>A peer has the certificate of a newer checkpoint than this replica says it has.</summary>
    public void OnOffered(StateCertificate certificate, Origin from, Outbox outbox)
    {
        if (certificate.Height <= StableHeight) outbox.Reject(Rejection.Stale, from.Replica);
        else if (!IsCheckpoint(certificate.Height) || certificate.Height > Limit())
            outbox.Reject(Rejection.OutsideWindow, from.Replica);
        else OnSeen(certificate, outbox);
    }

    /// <summary>A verified certificate that came inside another message, as a NEWVIEW's checkpoint.</summary>
    public void OnSeen(StateCertificate certificate, Outbox outbox)
    {
        if (certificate.Height <= StableHeight || certificate.Height > Limit()) return;
        if (certificate.Commitment.Configuration != configurations.At(certificate.Height).Number) return;
        TallyOf(certificate.Height).Adopt(certificate);
        CheckCertified(TallyOf(certificate.Height), outbox);
    }

    /// <summary>What was counted before it was known that the height has another configuration is void.</summary>
    private StateTally TallyOf(Height height)
    {
        var configuration = configurations.At(height);
        if (_tallies.TryGetValue(height, out var tally) && tally.Configuration.Number == configuration.Number)
            return tally;
        return _tallies[height] = new StateTally(configuration);
    }

    private void CheckCertified(StateTally tally, Outbox outbox)
    {
        if (tally.Certificate is not { } certificate || execution.At(certificate.Height) is not { } own) return;
        if (own.Commitment != certificate.Commitment)
        {
            Diverge(certificate, outbox);
            return;
        }

        if (Newest is null || certificate.Height > Newest.Height)
        {
            Newest = certificate;
            broadcast.Forget(certificate.Height);
            outbox.Add(new Internal.Tell(new HeightCertified(certificate)));
        }

        if (IsCheckpoint(certificate.Height)) Stabilise(certificate, outbox);
        Forget();
    }

    private void Stabilise(StateCertificate certificate, Outbox outbox)
    {
        Invariant.Require(certificate.Height > StableHeight, "S5 the stable checkpoint never goes back");
        Stable = certificate;
        outbox.Store(new StableCheckpointRecord(certificate));
        outbox.Note(new Trace(TraceKind.CheckpointStable, certificate.Height, Digest: certificate.Commitment.Digest));
        outbox.Add(new Internal.Tell(new Internal.CheckpointStable(certificate)));
    }

    private void OnInstalled(StateCertificate certificate, Outbox outbox)
    {
        Stable = certificate;
        Newest = certificate;
        // The snapshot may not be durable for long; that this replica vouched for the height must be, before it does.
        outbox.Persist(new StableCheckpointRecord(certificate));
        Forget();
        Vote(certificate.Commitment, outbox);
    }

    private void Diverge(StateCertificate certificate, Outbox outbox)
    {
        if (!Diverged)
            outbox.Note(new Trace(TraceKind.Diverged, certificate.Height, Digest: certificate.Commitment.Digest));
        Diverged = true;
    }

    /// <summary>
    /// Tallies below the newest certificate are dropped, but for checkpoints that are not stable yet.
    /// </summary>
    private void Forget()
    {
        for (var i = _tallies.Count - 1; i >= 0; i--)
        {
            var height = _tallies.GetKeyAtIndex(i);
            if (height < (Newest?.Height ?? Height.Genesis) && !IsCheckpoint(height)) _tallies.RemoveAt(i);
        }
    }
}
