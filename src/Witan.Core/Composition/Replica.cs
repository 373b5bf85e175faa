using Witan.Core.Admission;
using Witan.Core.Contract;
using Witan.Core.Evidence;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Reconfiguration;
using Witan.Core.Safety;
using Witan.Primitives;

namespace Witan.Core.Composition;

/// <summary>
/// One replica: admission, one ordering protocol, execution, certification and transfer, in the order in which a
/// request passes them. They meet only in the outbox: what one says to another is an <see cref="InternalEffect"/> that
/// this class delivers, in order, before the step ends.
/// </summary>
public sealed partial class Replica : IReplica
{
    // Machines answer each other in a handful of rounds; a step that needs this many effects is a loop.
    private const int MaxEffectsPerStep = 1_000_000;

    private readonly Outbox _work = new();
    private readonly Rooms _rooms;

    private Replica(Rooms rooms) => _rooms = rooms;

    /// <summary>Stands before the signing key; the host asks it for every statement, in order.</summary>
    public SafetyGuard Guard => _rooms.Guard;

    public Configurations Configurations => _rooms.Configurations;

    /// <summary>The highest executed height.</summary>
    public Height Executed => _rooms.Execution.Executed;

    /// <summary>The last executed block: for oracles and the diff of states.</summary>
    public ExecutedBlock Last => _rooms.Execution.Last;

    /// <summary>An executed block since the stable checkpoint, or null.</summary>
    public ExecutedBlock? ExecutedAt(Height height) => _rooms.Execution.At(height);

    /// <summary>
    /// Lies that this replica can prove to anybody: the first pair per member, kind and configuration.
    /// </summary>
    public IReadOnlyList<EvidencePair> ProvedLies => [.. _rooms.Evidence.Proved.Select(p => p.Pair)];

    public Height Stable => _rooms.Certification.StableHeight;

    /// <summary>"Normal", "ViewChange", "Rejoining", "Transferring", "Diverged", or what the protocol adds.</summary>
    public string Mode => _rooms.Certification.Diverged ? "Diverged"
        : _rooms.Transfer.IsFetchingState ? "Transferring"
        : IsVoting ? _rooms.Ordering.Status.Mode
        : _rooms.Rejoin.HasLost ? "Rejoining" : "Transferring";

    public OrderingStatus Ordering => _rooms.Ordering.Status;

    public void Start(in Clock now, Outbox outbox)
    {
        _work.Clear();
        if (_rooms.Certification.Stable is { } stable) _rooms.Steps.OnStable(stable, _work);
        _rooms.Certification.Start(_work);
        _rooms.Transfer.Start(_work);
        _rooms.Rejoin.Start(_work);
        BeginOrdering(now);
        Deliver(now, outbox);
    }

    public void Step(in Clock now, Input input, Outbox outbox)
    {
        _work.Clear();
        Dispatch(now, input);
        Deliver(now, outbox);
        _work.Clear();
        _rooms.Certification.Settle(_work);
        Deliver(now, outbox);
    }

    private void Dispatch(in Clock now, Input input)
    {
        switch (input)
        {
            case Input.Received received:
                OnReceived(now, received);
                break;
            case Input.OwnSigned own:
                OnOwnSigned(now, own);
                break;
            case Input.TimerFired fired:
                OnTimer(now, fired);
                break;
            case Input.SnapshotDurable durable:
                _rooms.Snapshots.OnDurable(durable.Height, _work);
                break;
            case InternalInput told:
                Tell(now, told);
                break;
        }
    }

    private void OnReceived(in Clock now, Input.Received received)
    {
        var message = received.Message.Message;
        if (received.From.IsClient && !MessageType.IsFromClient(message.Type))
        {
            _work.Reject(Rejection.NotForClients);
            return;
        }

        switch (message)
        {
            case Bundle:
                _rooms.Admission.Step(now, received, _work);
                break;
            case FetchBodies or Bodies:
                _rooms.Desk.Step(now, received, _work);
                break;
            case Confirm or SignedStatement { Type: MessageType.StateVote }:
                _rooms.Certification.Step(now, received, _work);
                break;
            case Checkpoint offered:
                _rooms.Certification.OnOffered(offered.Certificate, received.From, _work);
                break;
            case ReadRequest:
                _rooms.Reads.Step(received, _work);
                if (_rooms.Reads.IsWaiting) _rooms.Certification.Hurry(_work);
                break;
            case FetchSteps fetch:
                _rooms.Steps.OnFetch(fetch, received.From, _work);
                break;
            case Steps steps:
                _rooms.Steps.OnSteps(steps, _work);
                break;
            case SignedStatement { Type: MessageType.Rejoin }:
                _rooms.Rejoin.Step(now, received, _work);
                break;
            case StatusQuery query:
                _work.Send(DescribeStatus(query.Id), Destination.To(received.From));
                break;
            case FetchEvidence or EvidenceAnswer:
                _rooms.Evidence.Step(now, received, _work);
                break;
            case Progress:
                _rooms.Evidence.Step(now, received, _work);
                _rooms.Transfer.Step(now, received, _work);
                break;
            case { Type: >= MessageType.FirstOfProtocol }:
                if (IsOrdering) _rooms.Ordering.Step(now, received, _work);
                break;
            default:
                _rooms.Transfer.Step(now, received, _work);
                break;
        }
    }

    private bool IsVoting => _rooms.Ordering.Running is not null;

    private bool IsOrdering => IsVoting && !_rooms.Certification.Diverged;

    /// <summary>
    /// Starts the ordering under the configuration above the stable checkpoint, unless it runs or must not run yet: its
    /// first height is decided by nobody before that checkpoint is certified.
    /// </summary>
    /// <returns>Whether a new instance began: it knows what the shared rooms know.</returns>
    private bool BeginOrdering(in Clock now)
    {
        var stable = _rooms.Certification.Stable;
        var height = _rooms.Certification.StableHeight;
        if (_rooms.Certification.Diverged || !_rooms.Ordering.IsDue(stable)) return false;
        // Below its stable checkpoint (a damaged snapshot) it does not know which heights this configuration has.
        if (_rooms.Execution.Executed < height || !_rooms.Rejoin.MayVote(height)) return false;
        if (_rooms.Rejoin.HasLost && !IsVoting) _work.Note(new Trace(TraceKind.Rejoined, height.Next));
        _rooms.Confirms.MayAnswer = true;
        _rooms.Ordering.Start(now, stable, _work);
        return true;
    }

    private void OnOwnSigned(in Clock now, Input.OwnSigned own)
    {
        switch (own.Message.Message.Type)
        {
            case MessageType.StateVote:
                _rooms.Certification.Step(now, own, _work);
                break;
            case MessageType.Rejoin:
                _rooms.Rejoin.Step(now, own, _work);
                break;
            case >= MessageType.FirstOfProtocol when IsOrdering:
                _rooms.Ordering.Step(now, own, _work);
                break;
        }
    }

    private void OnTimer(in Clock now, Input.TimerFired fired)
    {
        switch (fired.Timer.Machine)
        {
            case "admission":
                _rooms.Admission.Step(now, fired, _work);
                break;
            case "blocks":
                _rooms.Desk.Step(now, fired, _work);
                break;
            case "certification":
                _rooms.Certification.Step(now, fired, _work);
                break;
            case "transfer":
                _rooms.Transfer.Step(now, fired, _work);
                break;
            case RejoinDesk.Machine:
                _rooms.Rejoin.Step(now, fired, _work);
                break;
            default:
                if (IsOrdering) _rooms.Ordering.Step(now, fired, _work);
                break;
        }
    }

    /// <summary>Hands internal effects on until none is left; the rest goes out in order.</summary>
    private void Deliver(in Clock now, Outbox outbox)
    {
        for (var i = 0; i < _work.Effects.Count; i++)
        {
            Invariant.Require(i < MaxEffectsPerStep, "a step ends");
            if (_work.Effects[i] is InternalEffect told) Handle(now, told);
            else Release(_work.Effects[i], outbox);
        }
    }

    private void Release(Effect effect, Outbox outbox)
    {
        if (effect is Effect.Note { Trace: var trace }) _rooms.Counters.Count(trace);
        outbox.Add(effect);
    }

    private void Handle(in Clock now, InternalEffect effect)
    {
        switch (effect)
        {
            case Internal.OfferBlock offer:
                _rooms.Desk.OnOffer(now, offer, _work);
                break;
            case Internal.FetchBlock fetch:
                _rooms.Desk.OnFetchBlock(fetch, _work);
                break;
            case Internal.Decide decide:
                _rooms.Execution.OnDecide(decide, _work);
                _rooms.Transfer.OnDecided(_work);
                break;
            case Internal.ViewEntered entered:
                _rooms.Admission.OnViewEntered(entered);
                _rooms.Desk.OnViewEntered();
                _rooms.Rejoin.OnViewEntered(entered, _work);
                break;
            case Internal.Accuse accuse:
                _rooms.Evidence.OnAccuse(accuse, _work);
                break;
            case Internal.ProposedVoid proposed:
                _rooms.Evidence.Observe(proposed.Leader, Observations.Proposal);
                break;
            case Internal.CheckpointSeen seen:
                _rooms.Certification.OnSeen(seen.Certificate, _work);
                break;
            case Internal.Tell tell:
                Tell(now, tell.Input);
                break;
            case BlockExecuted executed:
                OnExecuted(now, executed.Block, executed.Bundles);
                break;
            case BundlePooled pooled:
                OnPooled(now, pooled.Bundle.Digest);
                break;
            case RejoinPooled pooled:
                OnPooled(now, pooled.Body.Digest);
                break;
            case AnswerAgain again:
                _rooms.Replies.AnswerAgain(again, _rooms.Execution.Last.State, _work);
                break;
            default:
                Invariant.Broken("every internal effect has a receiver");
                break;
        }
    }

    private void OnPooled(in Clock now, Digest body)
    {
        _rooms.Desk.OnPooled(body, _work);
        if (IsOrdering) _rooms.Ordering.Step(now, new Internal.PoolChanged(), _work);
    }

    private void OnExecuted(in Clock now, ExecutedBlock block, IReadOnlyList<Bundle> bundles)
    {
        _work.Note(new Trace(TraceKind.Executed, block.Commitment.Height, Digest: block.Commitment.Digest));
        _rooms.Admission.OnExecuted(now, bundles);
        _rooms.Rejoin.OnExecuted();
        _rooms.Certification.OnExecuted(block, _work);
        _rooms.Snapshots.OnExecuted(bundles);
        _rooms.Transfer.OnExecuted(now, block.Commitment.Height, _work);
        if (!IsVoting && BeginOrdering(now)) return;
        if (IsOrdering)
            _rooms.Ordering.Step(now, new Internal.Executed(block.Commitment, block.Bundles.Count > 0), _work);
    }

    private void Tell(in Clock now, InternalInput input)
    {
        // Before the record of the installed checkpoint: who reads that one knows under which number it goes on.
        if (input is Internal.StateInstalled { Certificate: var certificate })
            _rooms.Steps.OnStable(certificate, _work);
        _rooms.Admission.Step(now, input, _work);
        _rooms.Desk.Step(now, input, _work);
        _rooms.Execution.Step(input, _work);
        _rooms.Certification.Step(now, input, _work);
        _rooms.Reads.Step(input, _work);
        if (input is Internal.CheckpointStable stable) OnStable(now, stable);
        if (input is Internal.StateInstalled installed) OnInstalled(now, installed);
        if (input is Internal.CheckpointStable or Internal.StateInstalled && BeginOrdering(now)) return;
        if (IsOrdering) _rooms.Ordering.Step(now, input, _work);
    }

    private void OnStable(in Clock now, Internal.CheckpointStable stable)
    {
        _rooms.Steps.OnStable(stable.Certificate, _work);
        _rooms.Guard.Trim(stable.Certificate.Height);
        _rooms.Blocks.Trim(stable.Certificate.Height, now.Monotonic);
        _rooms.Snapshots.OnStable(stable.Certificate, _rooms.Execution, _work);
    }

    private void OnInstalled(in Clock now, Internal.StateInstalled installed)
    {
        _rooms.Guard.Trim(installed.Certificate.Height);
        _rooms.Blocks.Trim(installed.Certificate.Height, now.Monotonic);
        _rooms.Replies.Clear();
        _rooms.Rejoin.OnExecuted();
    }
}
