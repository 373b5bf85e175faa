using Microsoft.Extensions.Logging;
using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Primitives;
using Witan.Storage.Snapshots;

namespace Witan.Node;

/// <summary>
/// Writes snapshots beside the journal, one at a time, on a thread that lives as long as one is written.
/// </summary>
internal sealed class SnapshotKeeper(
    SnapshotStore store, ReplicaId self, CoreInbox inbox, Action<Exception> failed, ILogger log) : IDisposable
{
    // Between two pieces a stop is noticed.
    private const int PieceBytes = 1024 * 1024;

    private Thread? _thread;
    private volatile bool _stopping;

    /// <summary>
    /// Called by whoever serves the core, which asks for the next one only when this one is durable. That may be the
    /// thread that has just said so: it wrote all that it had to write, and nobody waits for it here.
    /// </summary>
    public void Begin(Snapshot snapshot)
    {
        _thread = new Thread(() => Write(snapshot))
        {
            IsBackground = true, Name = self + " snapshot", Priority = ThreadPriority.BelowNormal,
        };
        _thread.Start();
    }

    public void Dispose()
    {
        _stopping = true;
        _thread?.Join();
    }

    private void Write(Snapshot snapshot)
    {
        try
        {
            if (!WriteAll(snapshot)) return;
            var height = snapshot.Commitment.Height;
            log.SnapshotWritten(self, height.Value);
            inbox.Post(new CoreEvent(new Input.SnapshotDurable(height)));
        }
        catch (Exception failure)
        {
            failed(failure);
        }
    }

    /// <returns>False if a stop came first.</returns>
    private bool WriteAll(Snapshot snapshot)
    {
        using var writer = store.Begin(snapshot);
        while (!writer.Step(PieceBytes))
        {
            if (_stopping) return false;
        }

        return true;
    }
}
