using Witan.Core.Admission;
using Witan.Core.Blocks;
using Witan.Core.Certification;
using Witan.Core.Evidence;
using Witan.Core.Execution;
using Witan.Core.Ordering;
using Witan.Core.Reconfiguration;
using Witan.Core.Safety;
using Witan.Core.Transfer;
using Witan.Primitives;

namespace Witan.Core.Composition;

/// <summary>The machines of one replica.</summary>
internal sealed class Rooms
{
    public required ReplicaId Self { get; init; }

    public required Configurations Configurations { get; init; }

    public required SafetyGuard Guard { get; init; }

    public required BlockStore Blocks { get; init; }

    public required AdmissionMachine Admission { get; init; }

    public required BlockDesk Desk { get; init; }

    public required OrderingRoom Ordering { get; init; }

    public required ExecutionMachine Execution { get; init; }

    public required CertificationMachine Certification { get; init; }

    public required ReplyDesk Replies { get; init; }

    public required ConfirmDesk Confirms { get; init; }

    public required ReadDesk Reads { get; init; }

    public required TransferMachine Transfer { get; init; }

    public required StepDesk Steps { get; init; }

    public required RejoinDesk Rejoin { get; init; }

    public required SnapshotPolicy Snapshots { get; init; }

    public required EvidenceDesk Evidence { get; init; }

    public TraceCounters Counters { get; } = new();
}
