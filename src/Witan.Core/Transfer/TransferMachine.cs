using Witan.Core.Blocks;
using Witan.Core.Certification;
using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Crypto.Trees;
using Witan.Primitives;

namespace Witan.Core.Transfer;

/// <summary>
/// Catches up: says how far it is, notices that peers are further, fetches decided blocks with certificates while they are
/// within reach and a certified checkpoint when they are not. What a peer says only makes it ask; what it gets is proved.
/// </summary>
internal sealed class TransferMachine(
    Configurations configurations, ReplicaId self, ReplicaOptions options, BlockStore blocks, ExecutionMachine execution,
    CertificationMachine certification, bool lostMemory)
{
    private static readonly TimerId ProgressTimer = new("transfer", "progress", 0);

    private readonly TransferServer _server = new(blocks, execution, certification);
    private readonly SortedList<ReplicaId, Progress> _peers = [];
    private readonly SortedList<ReplicaId, ulong> _observed = [];
    private Height _executedAtLastTick;
    private long _bytesAtLastTick;
    private bool _asking;
    private ReplicaId _asked;
    private StateFetch? _fetch;

    public bool IsFetchingState => _fetch is not null;

    /// <summary>Highest height that a peer says it executed.</summary>
    public Height HighestSeen { get; private set; }

    /// <summary>Bad answers per peer: seen, not provable.</summary>
    public IReadOnlyList<KeyValuePair<ReplicaId, ulong>> Observed => [.. _observed];

    public ulong Installed { get; private set; }

    public void Start(Outbox outbox)
    {
        outbox.SetTimer(ProgressTimer, options.StatusInterval);
        outbox.SendEarly(new Progress(execution.Executed, certification.StableHeight), Destination.All);
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
        }
    }

    private void OnMessage(in Clock now, Message message, ReplicaId peer, Outbox outbox)
    {
        switch (message)
        {
            case Progress progress:
                OnProgress(progress, peer, outbox);
                break;
            case FetchDecisions fetch:
                _server.OnFetchDecisions(fetch, peer, outbox);
                break;
            case FetchManifest fetch:
                _server.OnFetchManifest(now, fetch, peer, outbox);
                break;
            case FetchRange fetch:
                _server.OnFetchRange(now, fetch, peer, outbox);
                break;
            case Decisions decisions:
                OnDecisions(decisions, peer, outbox);
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
        _peers[peer] = progress;
        HighestSeen = Height.Max(HighestSeen, progress.Executed);
        outbox.Add(new Internal.Tell(new Internal.PeerProgress(peer, progress.Executed, progress.Stable)));
    }

    /// <summary>
    /// Every StatusInterval. Nothing is fetched while execution moves by itself: the normal path is faster than asking.
    /// </summary>
    private void OnTick(Outbox outbox)
    {
        outbox.SetTimer(ProgressTimer, options.StatusInterval);
        outbox.SendEarly(new Progress(execution.Executed, certification.StableHeight), Destination.All);
        var moved = execution.Executed > _executedAtLastTick || (_fetch?.Bytes ?? 0) > _bytesAtLastTick;
        if (!moved) certification.SayAgain(outbox);
        _executedAtLastTick = execution.Executed;
        _bytesAtLastTick = _fetch?.Bytes ?? 0;
        if (NeedsState() && _fetch is null) AskManifest(outbox);
        else if (_fetch is not null && !moved) Retry(outbox);
        else if (_fetch is null && (!moved || _asking)) AskDecisions(outbox);
    }

    /// <summary>
    /// Beyond the window of what peers still vote on, or with no memory to start from, single decisions are not the way.
    /// </summary>
    private bool NeedsState()
    {
        // Progress is a bare claim: believed when a weak quorum makes it, or one liar keeps everybody from asking for decisions.
        var configuration = configurations.At(execution.Executed.Next);
        var claims = new ulong?[configuration.N];
        foreach (var (id, peer) in _peers)
        {
            if (configuration.PlaceOf(id) is >= 0 and var place) claims[place] = peer.Stable.Value;
        }

        var stable = configuration.Quorums.HighestOfWeakQuorum(claims) ?? 0;
        return stable > execution.Executed.Value + configuration.Parameters.Window
            || (lostMemory && execution.Executed == Height.Genesis && stable > 0);
    }

    private void AskManifest(Outbox outbox)
    {
        if (NextPeer(p => p.Stable > execution.Executed) is not { } peer) return;
        outbox.Note(new Trace(TraceKind.TransferStarted, execution.Executed, Replica: peer));
        outbox.SendEarly(new FetchManifest(execution.Executed), Destination.One(peer));
    }

    private void AskDecisions(Outbox outbox)
    {
        _asking = false;
        if (NextPeer(p => p.Executed > execution.Executed) is not { } peer) return;
        _asking = true;
        outbox.SendEarly(new FetchDecisions(execution.Executed.Next), Destination.One(peer));
    }

    /// <summary>The peer in turn that claims enough; each claim is tried, none is believed for long.</summary>
    private ReplicaId? NextPeer(Func<Progress, bool> claims)
    {
        ReplicaId? first = null;
        foreach (var (id, progress) in _peers)
        {
            if (id == self || !claims(progress)) continue;
            first ??= id;
            if (id <= _asked) continue;
            _asked = id;
            return id;
        }

        if (first is { } wrapped) _asked = wrapped;
        return first;
    }

    private void OnDecisions(Decisions decisions, ReplicaId peer, Outbox outbox)
    {
        if (!_asking || peer != _asked)
        {
            outbox.Reject(Rejection.NotAsked, peer);
            return;
        }

        _asking = false;
        var bundles = new Dictionary<Digest, Bundle>();
        foreach (var bundle in decisions.Bundles) bundles.TryAdd(bundle.Digest, bundle);
        var before = execution.Executed;
        foreach (var decision in decisions.Items)
        {
            if (decision.Height <= execution.Executed) continue;
            if (decision.Certificate.Configuration != configurations.At(decision.Height).Number) break;
            if (!TakeBodies(decision.Block, bundles, outbox)) break;
            execution.OnLearnt(decision, outbox);
            outbox.Add(new Internal.Tell(new Internal.DecisionLearnt(decision)));
        }

        if (execution.Executed > before) AskDecisions(outbox);
        else if (decisions.Items.Count > 0 && decisions.Items[^1].Height > before) Observe(peer);
        else if (_peers.GetValueOrDefault(peer) is { } claim && claim.Stable > execution.Executed) AskManifest(outbox);
    }

    private bool TakeBodies(Block block, Dictionary<Digest, Bundle> bundles, Outbox outbox)
    {
        foreach (var reference in block.References)
        {
            if (blocks.FindBundle(reference.Digest) is null && !bundles.ContainsKey(reference.Digest)) return false;
        }

        blocks.Add(block);
        foreach (var reference in block.References)
        {
            var bundle = blocks.FindBundle(reference.Digest) ?? bundles[reference.Digest];
            if (blocks.AddBody(block.Height, bundle)) outbox.Store(new BodyRecord(block.Height, bundle));
        }

        return true;
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

    /// <summary>Nothing came for a whole interval: the same piece from the next peer, or another checkpoint if it is gone.</summary>
    private void Retry(Outbox outbox)
    {
        Observe(_asked);
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

    private void Observe(ReplicaId peer) => _observed[peer] = _observed.GetValueOrDefault(peer) + 1;
}
