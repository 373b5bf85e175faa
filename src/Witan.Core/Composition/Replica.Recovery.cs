using Witan.Core.Admission;
using Witan.Core.Blocks;
using Witan.Core.Certificates;
using Witan.Core.Certification;
using Witan.Core.Contract;
using Witan.Core.Evidence;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Reconfiguration;
using Witan.Core.Safety;
using Witan.Core.Transfer;
using Witan.Crypto.Trees;
using Witan.Primitives;

namespace Witan.Core.Composition;

public sealed partial class Replica
{
    /// <summary>
    /// Builds a replica from what its disk held: the snapshot, then the decided blocks after it executed again, then
    /// the protocol's own promises. The same for a first start, with nothing to recover.
    /// </summary>
    public static Replica Recover(ReplicaSetup setup, RecoveredState recovered)
    {
        var configurations = new Configurations(setup.Genesis.Configuration);
        foreach (var record in recovered.Records.OfType<StepRecord>()) configurations.Learn(record.Step);
        var (snapshot, start) = StartOf(setup, recovered.Snapshot, configurations);
        var executor = new Executor(setup.Application, setup.Cluster);
        var blocks = new BlockStore(setup.Options.RetainBytes, setup.Options.RetainTime);
        var execution = new ExecutionMachine(executor, configurations, blocks, start);
        Replay(recovered.Records, blocks, execution);
        var admission = new AdmissionMachine(setup.Application, setup.Options, setup.Self, execution, configurations);
        var replies = new ReplyDesk(admission.Routes);
        var confirms = new ConfirmDesk(setup.Self, execution, HighestMaybeDecided(recovered.Records));
        var certification = new CertificationMachine(
            configurations, setup.Self, execution, replies, confirms,
            new VoteBroadcast(configurations, setup.Options.StateVoteDelay));
        certification.Restore(NewestStable(snapshot, recovered.Records));
        var reads = new ReadDesk(setup.Application, execution);
        reads.Restore(certification.Newest);
        var rejoins = new RejoinPool(configurations, execution);
        var desk = new BlockDesk(blocks, admission, rejoins, execution, configurations, setup.Options, setup.Self);
        var evidence = new EvidenceDesk(configurations, setup.Options, recovered.Records);
        var transfer = new TransferMachine(
            configurations, new PeerTable(setup.Self), setup.Options, blocks, execution, certification, evidence,
            recovered.LostMemory);
        var rooms = new Rooms
        {
            Self = setup.Self,
            Configurations = configurations,
            Guard = FoldGuard(setup.Cluster, recovered.Records, certification.StableHeight),
            Blocks = blocks,
            Admission = admission,
            Desk = desk,
            Ordering = new OrderingRoom(
                setup, configurations, desk, new PendingWork(admission.Pool, rejoins), execution,
                [.. recovered.Records.Where(IsOfProtocol)], certification.Stable),
            Execution = execution,
            Certification = certification,
            Replies = replies,
            Confirms = confirms,
            Reads = reads,
            Transfer = transfer,
            Steps = new StepDesk(configurations),
            Rejoin = new RejoinDesk(setup.Self, recovered.Loss, configurations, execution, transfer, rejoins),
            Evidence = evidence,
            Snapshots = new SnapshotPolicy(setup.Options),
        };
        return new Replica(rooms);
    }

    /// <summary>
    /// The newest snapshot that can be used, and the block that execution goes on from. One beside a journal that does
    /// not know its configuration is of no use: what follows it cannot be verified, and the state is fetched like any
    /// other. A change that was decided and is not yet in force stands in its state alone: no block that is replayed
    /// says it again, and above its last height nobody may vote under the old number (RULES 7).
    /// </summary>
    private static (Snapshot? Snapshot, ExecutedBlock Start) StartOf(
        ReplicaSetup setup, Snapshot? snapshot, Configurations configurations)
    {
        if (snapshot is not null && configurations.ByNumber(snapshot.Commitment.Configuration) is not null)
        {
            var start = new ExecutedBlock(snapshot.Commitment, snapshot.ToState(), MerkleLog.Of([]), []);
            if (ConfigurationMap.Follow(start.State, configurations)) return (snapshot, start);
        }

        var state = Executor.GenesisState(setup.Genesis);
        var genesis = Executor.GenesisCommitment(setup.Genesis, setup.Cluster, state);
        return (null, new ExecutedBlock(genesis, state, MerkleLog.Of([]), []));
    }

    /// <summary>
    /// Bodies first, then decisions in order. What these say to other machines was said in the last life.
    /// </summary>
    private static void Replay(IReadOnlyList<Record> records, BlockStore blocks, ExecutionMachine execution)
    {
        foreach (var record in records)
        {
            if (record is BodyRecord body) blocks.AddBody(body.Height, body.Body);
        }

        var said = new Outbox();
        foreach (var record in records)
        {
            if (record is not DecisionRecord { Decision: var decision }) continue;
            blocks.Add(decision.Block);
            if (blocks.IsComplete(decision.Block)) execution.OnLearnt(decision, said);
            said.Clear();
        }
    }

    private static StateCertificate? NewestStable(Snapshot? snapshot, IReadOnlyList<Record> records)
    {
        var stable = snapshot?.Certificate;
        foreach (var record in records)
        {
            if (record is StableCheckpointRecord { Certificate: var certificate }
                && certificate.Height > (stable?.Height ?? default))
                stable = certificate;
        }

        return stable;
    }

    private static Height HighestMaybeDecided(IReadOnlyList<Record> records)
    {
        var highest = Height.Genesis;
        foreach (var record in records) highest = Height.Max(highest, record.MayBeDecided ?? Height.Genesis);
        return highest;
    }

    private static SafetyGuard FoldGuard(Digest cluster, IReadOnlyList<Record> records, Height stable)
    {
        var guard = new SafetyGuard(cluster);
        foreach (var record in records)
        {
            if (record is PromiseRecord promise) guard.Fold(promise);
        }

        guard.Trim(stable);
        return guard;
    }

    private static bool IsOfProtocol(Record record) =>
        record.Kind >= RecordKind.FirstOfProtocol
        || record is PromiseRecord { Statement.Type: >= MessageType.FirstOfProtocol };
}
