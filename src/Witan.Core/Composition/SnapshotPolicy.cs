using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Core.Composition;

/// <summary>
/// When to write a snapshot: at a stable checkpoint, once the journal has grown by a limit or by half the state,
/// whichever is more, so that writing snapshots costs at most about as much as writing the journal.
/// </summary>
internal sealed class SnapshotPolicy(ReplicaOptions options)
{
    // A block without bodies still costs its votes, certificate and decision: about ten signatures and headers.
    private const long BytesPerBlock = 2048;

    private long _grown;
    private bool _writing;

    /// <param name="bundles">All of the block, also those of which nothing executed: they were written too.</param>
    public void OnExecuted(IReadOnlyList<Bundle> bundles)
    {
        _grown += BytesPerBlock;
        foreach (var bundle in bundles) _grown += bundle.Body.Length;
    }

    public void OnStable(StateCertificate stable, ExecutionMachine execution, Outbox outbox)
    {
        if (_writing || execution.At(stable.Height) is not { } block) return;
        if (_grown < Math.Max(options.SnapshotAfterBytes, StateBytes(block.State) / 2)) return;
        _grown = 0;
        _writing = true;
        outbox.Add(new Effect.TakeSnapshot(new Snapshot(block.Commitment, stable, block.State.All)));
    }

    public void OnDurable(Height height, Outbox outbox)
    {
        _writing = false;
        outbox.Add(new Effect.Truncate(height));
    }

    private static long StateBytes(StateMaps state)
    {
        long bytes = 0;
        foreach (var (_, map) in state.All) bytes += map.TotalBytes;
        return bytes;
    }
}
