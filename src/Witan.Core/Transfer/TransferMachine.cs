using Witan.Core.Blocks;
using Witan.Core.Certification;
using Witan.Core.Contract;
using Witan.Core.Evidence;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Crypto.Trees;
using Witan.Primitives;

namespace Witan.Core.Transfer;

/// <summary>
/// Catches up: says how far it is, notices that peers are further, fetches decided blocks with certificates while they
/// are within reach and a certified checkpoint when they are not. What a peer says only makes it ask; what it gets is
/// proved.
/// </summary>
internal sealed class TransferMachine(
    Configurations configurations, PeerTable peers, ReplicaOptions options, BlockStore blocks,
    ExecutionMachine execution, CertificationMachine certification, EvidenceDesk evidence, bool lostMemory)
{
    private static readonly TimerId ProgressTimer = new("transfer", "progress", 0);

    private readonly TransferServer _server = new(options, blocks, execution, certification);

    public int Pins => _server.Pins;
    private readonly CheckpointOffers _offers = new(options, certification);
    private readonly DecisionFetcher _decisions = new(configurations, options, blocks, execution, peers, evidence);
    private Height _executedAtLastTick;
    private long _bytesAtLastTick;
    private ReplicaId _asked;
    private ReplicaId _askedForSteps;
    private StateFetch? _fetch;
    private bool _awaitsManifest;

    public bool IsFetchingState => _fetch is not null;

    /// <summary>Highest height that a peer says it executed.</summary>
    public Height HighestSeen { get; private set; }

    public ulong Installed { get; private set; }

    /// <summary>
    /// Enough peers were heard to know where the cluster is, and this replica is within reach of them.
    /// </summary>
    public bool IsLevel => _fetch is null && HasHeardQuorum && !NeedsState();

    private bool HasHeardQuorum => peers.HasHeardQuorum(configurations.At(execution.Executed.Next));

    /// <summary>Single decisions are the way, and it is known where to.</summary>
    private bool MayAskDecisions => _fetch is null && !NeedsState() && !(LacksAnyState && !HasHeardQuorum);

    public void Start(Outbox outbox)
    {
        outbox.SetTimer(ProgressTimer, options.StatusInterval);
        SayProgress(outbox);
    }

    public void Step(in Clock now, Input input, Outbox outbox)
    {
        switch (input)
        {
            case Input.Received { Message.Message: var message, From.Replica: { } peer }:
                OnMessage(now, message, peer, outbox);
                break;
            case Input.TimerFired { Timer: var timer } when timer == ProgressTimer:
                OnTick(outbox);
                break;
            case Input.TimerFired { Timer: var timer } when timer == DecisionFetcher.GapTimer:
                _decisions.OnGapTimer(MayAskDecisions, outbox);
                break;
            case Input.TimerFired { Timer: var timer } when timer == DecisionFetcher.AskTimer:
                _decisions.OnAskTimer(MayAskDecisions, outbox);
                break;
        }
    }

    /// <summary>The own protocol decided a height, perhaps above one that is missing.</summary>
    public void OnDecided(Outbox outbox) => _decisions.Watch(outbox);

    public void OnExecuted(in Clock now, Height height, Outbox outbox)
    {
        _decisions.OnExecuted(height);
        _server.OnExecuted(now, outbox);
    }

    private void OnMessage(in Clock now, Message message, ReplicaId peer, Outbox outbox)
    {
        switch (message)
        {
            case Progress progress:
                OnProgress(progress, peer, outbox);
                _offers.OnProgress(now, progress, peer, outbox);
                break;
            case FetchDecisions fetch:
                _server.OnFetchDecisions(now, fetch, peer, outbox);
                break;
            case FetchManifest fetch:
                _server.OnFetchManifest(now, fetch, peer, outbox);
                break;
            case FetchRange fetch:
                _server.OnFetchRange(now, fetch, peer, outbox);
                break;
            case Decisions decisions:
                if (_decisions.OnDecisions(decisions, peer, outbox)) AskManifest(outbox);
                break;
            case Manifest manifest:
                OnManifest(manifest, peer, outbox);
                break;
            case RangeChunk chunk:
                OnChunk(chunk, peer, outbox);
                break;
        }
    }

    private void OnProgress(Progress progress, ReplicaId peer, Outbox outbox)
    {
        peers.Note(peer, progress);
        HighestSeen = Height.Max(HighestSeen, progress.Executed);
        outbox.Add(new Internal.Tell(new Internal.PeerProgress(peer, progress.Executed, progress.Stable)));
        _decisions.Watch(outbox);
    }

    /// <summary>Every StatusInterval.</summary>
    private void OnTick(Outbox outbox)
    {
        outbox.SetTimer(ProgressTimer, options.StatusInterval);
        SayProgress(outbox);
        _offers.OnTick();
        var moved = execution.Executed > _executedAtLastTick || (_fetch?.Bytes ?? 0) > _bytesAtLastTick;
        if (!moved)
        {
            certification.SayAgain(outbox);
            AskSteps(outbox);
        }

        _executedAtLastTick = execution.Executed;
        _bytesAtLastTick = _fetch?.Bytes ?? 0;
        if (_awaitsManifest) peers.NoteSilent(_asked);
        if (NeedsState() && _fetch is null) AskManifest(outbox);
        else if (_fetch is not null && !moved) Retry(outbox);
        else if (MayAskDecisions) _decisions.OnTick(outbox);
    }

    /// <summary>
    /// Beyond the window of what peers still vote on, or with no memory to start from, single decisions are not the
    /// way.
    /// </summary>
    private bool NeedsState()
    {
        // Progress is a bare claim: believed when a weak quorum makes it, or one liar keeps everybody from asking for
        // decisions.
        var configuration = configurations.At(execution.Executed.Next);
        var stable = peers.OfWeakQuorum(configuration, p => p.Stable);
        return stable > execution.Executed + configuration.Parameters.Window
            || (LacksAnyState && (stable > Height.Genesis || peers.All.Any(p => IsBelieved(p.Key, p.Value))));
    }

    private bool IsBelieved(ReplicaId peer, Progress said) =>
        said.Stable.Value > 0 && !peers.IsSilent(peer) && !evidence.HasObserved(peer, Observations.Transfer);

    /// <summary>
    /// A replica without memory does not replay what a checkpoint covers (RULES 7): there it believes any peer that
    /// there is one, as long as that peer has not failed to show it.
    /// </summary>
    private bool LacksAnyState => lostMemory && execution.Executed == Height.Genesis;

    /// <summary>
    /// Nothing moves though others are further: what they sign may be under a configuration that is not known here.
    /// </summary>
    private void AskSteps(Outbox outbox)
    {
        var next = peers.Next(
            p => p.Executed > execution.Executed || p.Stable > certification.StableHeight, ref _askedForSteps);
        if (next is { } peer) outbox.SendEarly(new FetchSteps(configurations.Newest.Number), Destination.One(peer));
    }

    private void AskManifest(Outbox outbox)
    {
        _awaitsManifest = false;
        if (peers.Next(p => p.Stable > execution.Executed, ref _asked) is not { } peer) return;
        _awaitsManifest = true;
        outbox.Note(new Trace(TraceKind.TransferStarted, execution.Executed, Replica: peer));
        outbox.SendEarly(new FetchManifest(execution.Executed), Destination.One(peer));
    }

    private void OnManifest(Manifest manifest, ReplicaId peer, Outbox outbox)
    {
        // Only a checkpoint: a VIEW-CHANGE must be able to show what was installed as its own.
        var height = manifest.Certificate.Height;
        var isCheckpoint = height.Value % configurations.At(height).Parameters.CheckpointInterval == 0;
        if (_fetch is not null || peer != _asked || height <= execution.Executed || !isCheckpoint)
        {
            outbox.Reject(Rejection.NotAsked, peer);
            return;
        }

        _awaitsManifest = false;
        peers.NoteAnswer(peer);
        _fetch = StateFetch.Begin(manifest);
        if (_fetch is null) Refuse(peer, outbox);
        else Continue(peer, outbox);
    }

    private void OnChunk(RangeChunk chunk, ReplicaId peer, Outbox outbox)
    {
        if (_fetch is null || !_fetch.IsAwaited(chunk))
        {
            outbox.Reject(Rejection.NotAsked, peer);
            return;
        }

        if (_fetch.TryAdd(chunk)) Continue(peer, outbox);
        else Refuse(peer, outbox);
    }

    private void Continue(ReplicaId peer, Outbox outbox)
    {
        if (!_fetch!.IsComplete)
        {
            outbox.SendEarly(_fetch.Next, Destination.One(peer));
            return;
        }

        var fetch = _fetch;
        _fetch = null;
        if (fetch.Height > execution.Executed) Install(fetch, outbox);
    }

    private void Install(StateFetch fetch, Outbox outbox)
    {
        var state = fetch.Build();
        var commitment = fetch.Certificate.Commitment;
        Invariant.Require(state.Root == commitment.State, "an installed state hashes to the certified root");
        Installed++;
        outbox.Note(new Trace(TraceKind.TransferInstalled, fetch.Height, Digest: commitment.Digest));
        outbox.Add(new Effect.TakeSnapshot(new Snapshot(commitment, fetch.Certificate, state.All)));
        execution.Install(new ExecutedBlock(commitment, state, MerkleLog.Of([]), []), outbox);
        outbox.Add(new Internal.Tell(new Internal.StateInstalled(fetch.Certificate)));
    }

    /// <summary>
    /// Nothing came for a whole interval: from the next peer, or another checkpoint if it is gone. Silence is no lie:
    /// whoever was asked may be cut off.
    /// </summary>
    private void Retry(Outbox outbox)
    {
        peers.NoteSilent(_asked);
        _fetch = null;
        AskManifest(outbox);
    }

    private void Refuse(ReplicaId peer, Outbox outbox)
    {
        outbox.Reject(Rejection.BadProof, peer);
        outbox.Note(new Trace(TraceKind.TransferRefused, execution.Executed, Replica: peer));
        Observe(peer);
        _fetch = null;
        AskManifest(outbox);
    }

    private void SayProgress(Outbox outbox) => outbox.SendEarly(
        new Progress(execution.Executed, certification.StableHeight, evidence.Held), Destination.All);

    private void Observe(ReplicaId peer) => evidence.Observe(peer, Observations.Transfer);
}
