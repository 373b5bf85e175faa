using Witan.Core.Blocks;
using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Safety;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.TestKit.Pbft;

/// <summary>Execution, checkpoints and fetching of decisions, as small as they can be and still real
/// messages.</summary>
public sealed partial class PbftNode : IExecutedPrefix
{
    private const long ProgressMicroseconds = 150_000;

    private readonly SortedDictionary<Height, Decision> _decisions = [];
    private readonly SortedDictionary<Height, Internal.Decide> _undone = [];
    private readonly SortedDictionary<Height, VoteTable> _stateVotes = [];
    private readonly SortedDictionary<Height, StateCommitment> _commitments = [];
    private StateCertificate? _stable;
    private Digest _chain;

    /// <summary>Digest of the executed block of each height.</summary>
    public SortedDictionary<Height, Digest> Log { get; } = [];

    public Height Executed { get; private set; }

    public BlockTime Time { get; private set; }

    /// <summary>The newest stable checkpoint.</summary>
    public Height Stable => _stable?.Height ?? Height.Genesis;

    private void ResetExecution()
    {
        _decisions.Clear();
        _undone.Clear();
        _stateVotes.Clear();
        _commitments.Clear();
        Log.Clear();
        _stable = null;
        _chain = PbftForge.Cluster;
        Executed = Height.Genesis;
        Time = default;
    }

    private bool RestoreShared(Record record)
    {
        switch (record)
        {
            case BodyRecord body:
                Desk.Restore(body);
                return true;
            case DecisionRecord decided:
                Desk.Hold(decided.Decision.Block);
                if (decided.Decision.Height == Executed.Next) Apply(decided.Decision);
                return true;
            case StableCheckpointRecord stable:
                _stable = stable.Certificate;
                if (stable.Certificate.Height > Executed) Install(stable.Certificate);
                return true;
            default:
                return record is PromiseRecord { Statement: StateVote };
        }
    }

    private void OnDecide(Internal.Decide decide)
    {
        _undone[decide.Height] = decide;
        if (Desk.Find(decide.Block) is null) Desk.Want(decide.Height, decide.Block, decide.Holders);
        TryExecute();
    }

    internal void TryExecute()
    {
        while (_undone.TryGetValue(Executed.Next, out var decide) && Desk.Find(decide.Block) is { } block)
        {
            _undone.Remove(decide.Height);
            var decision = new Decision(block, decide.Certificate);
            Hold(new Effect.Store(new DecisionRecord(decision), 0));
            var (commitment, any) = Apply(decision);
            Tell(new Internal.Executed(commitment, any));
            if (Executed.Value % cluster.Options.Parameters.CheckpointInterval == 0) SignCheckpoint(commitment);
        }
    }

    private (StateCommitment Commitment, bool NewRequests) Apply(Decision decision)
    {
        var block = decision.Block;
        _decisions[block.Height] = decision;
        var any = Desk.Execute(block);
        Executed = block.Height;
        Time = BlockTime.Max(Time, block.Time);
        Log[block.Height] = block.Digest;
        var writer = new CanonicalWriter();
        writer.Digest(_chain);
        writer.Digest(block.Digest);
        _chain = Sha256.Hash(writer.Written);
        var commitment = new StateCommitment
        {
            Cluster = PbftForge.Cluster, Configuration = default, Height = Executed, Previous = default, Chain = _chain,
            Time = Time, State = _chain, Results = default, Changes = default, NextConfiguration = default,
        };
        _commitments[Executed] = commitment;
        return (commitment, any);
    }

    private void SignCheckpoint(StateCommitment commitment)
    {
        var vote = new StateVote(default, id, commitment);
        var signed = new SignedStatement(vote, signer.Sign(vote.TextDigest(PbftForge.Cluster, 0)));
        cluster.Send(id, Destination.All, signed);
        OnStateVote(signed);
    }

    private void OnStateVote(SignedStatement signed)
    {
        var commitment = ((StateVote)signed.Statement).Commitment;
        if (commitment.Height <= Stable) return;
        if (!_stateVotes.TryGetValue(commitment.Height, out var votes))
            _stateVotes[commitment.Height] = votes = new VoteTable(cluster.Configuration);
        votes.Add(signed, commitment.Digest);
        if (votes.TryCertify(commitment.Digest) is { } certificate) OnStable(new StateCertificate(certificate));
    }

    private void OnStable(StateCertificate certificate)
    {
        if (certificate.Height <= Stable) return;
        if (certificate.Height > Executed)
        {
            Install(certificate);
            Hold(new Effect.Persist(new StableCheckpointRecord(certificate)));
            _stable = certificate;
            Tell(new Internal.StateInstalled(certificate));
            TryExecute();
            return;
        }

        _stable = certificate;
        Hold(new Effect.Persist(new StableCheckpointRecord(certificate)));
        _guard.Trim(certificate.Height);
        Tell(new Internal.CheckpointStable(certificate));
    }

    /// <summary>State transfer by decree: takes over the state of a replica that executed this far.</summary>
    private void Install(StateCertificate certificate)
    {
        var peer = cluster.Nodes.First(n => n._commitments.ContainsKey(certificate.Height) && n != this);
        foreach (var (height, digest) in peer.Log)
        {
            if (height <= certificate.Height) Log[height] = digest;
        }

        Desk.Adopt(peer.Desk);
        Executed = certificate.Height;
        Time = certificate.Commitment.Time;
        _chain = certificate.Commitment.Chain;
        _commitments[Executed] = certificate.Commitment;
        foreach (var height in _undone.Keys.Where(h => h <= Executed).ToArray()) _undone.Remove(height);
    }

    private void SendProgress()
    {
        cluster.Send(id, Destination.All, new Progress(Executed, Stable));
        if (_stable is not null && _commitments.TryGetValue(Stable, out var commitment))
        {
            var vote = new StateVote(default, id, commitment);
            var signed = new SignedStatement(vote, signer.Sign(vote.TextDigest(PbftForge.Cluster, 0)));
            cluster.Send(id, Destination.All, signed);
        }

        After(ProgressMicroseconds, SendProgress);
    }

    private void OnProgress(ReplicaId from, Progress progress)
    {
        Tell(new Internal.PeerProgress(from, progress.Executed, progress.Stable));
        if (progress.Executed > Executed) SendNow(new FetchDecisions(Executed.Next), from);
    }

    private void OnFetchDecisions(ReplicaId from, FetchDecisions fetch)
    {
        var items = new List<Decision>();
        for (var h = fetch.From; items.Count < 8 && _decisions.TryGetValue(h, out var decision); h =
            h.Next) items.Add(decision);
        if (items.Count == 0) return;
        var bundles = items.SelectMany(i => Desk.BodiesOf(i.Block)).DistinctBy(b => b.Digest).ToArray();
        SendNow(new Decisions(items, bundles), from);
    }

    private void OnDecisions(ReplicaId from, Decisions decisions)
    {
        // The certificates are checked as they are in a message; the canned bodies carry no signature.
        var certificates = new Decisions(decisions.Items, []);
        if (_verifier.Verify(certificates, out var rejection) is null)
        {
            Notes.Add((cluster.Now, new Trace(TraceKind.Rejected, Replica: from, Reason: rejection.Name)));
            return;
        }

        foreach (var decision in decisions.Items)
        {
            if (decision.Height <= Executed) continue;
            Desk.Hold(decision.Block);
            Desk.OnBodies(new Bodies([], decisions.Contents));
            Tell(new Internal.DecisionLearnt(decision));
            OnDecide(new Internal.Decide(decision.Height, decision.Block.Digest, decision.Certificate, [from], false));
        }
    }
}
