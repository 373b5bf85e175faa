using Witan.Storage.Journals;

namespace Witan.Node;

/// <summary>
/// The thread that appends and flushes. What gathers while it flushes becomes the next batch. Any failure stops the
/// replica.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly Journal _journal;
    private readonly CoreInbox _inbox;
    private readonly NodeMeter _meter;
    private readonly Action<Exception> _failed;
    private readonly Mailbox<JournalWork> _work = new();
    private readonly Thread _thread;

    public JournalWriter(Journal journal, string name, CoreInbox inbox, NodeMeter meter, Action<Exception> failed)
    {
        _journal = journal;
        _inbox = inbox;
        _meter = meter;
        _failed = failed;
        _thread = new Thread(Run) { IsBackground = true, Name = name + " journal" };
    }

    public void Start() => _thread.Start();

    /// <summary>
    /// At most one batch is on its way (the gate sees to that), and truncations follow checkpoints: the queue is short.
    /// </summary>
    public void Post(in JournalWork work) => _work.Post(work);

    /// <summary>Writes what was posted, then ends.</summary>
    public void Dispose()
    {
        _work.Close();
        if (_thread.IsAlive) _thread.Join();
        _journal.Dispose();
    }

    private void Run()
    {
        var batch = new List<JournalWork>();
        try
        {
            while (_work.TakeAll(batch))
            {
                foreach (var work in batch) Perform(work);
                batch.Clear();
            }
        }
        catch (Exception failure)
        {
            _failed(failure);
        }
    }

    private void Perform(in JournalWork work)
    {
        if (work.Batch is not { } batch)
        {
            _journal.Truncate(work.Below);
            return;
        }

        var (count, start) = (batch.Count, _meter.Now);
        _journal.Append(batch);
        _journal.Flush();
        _meter.Flushed(count, start);
        _inbox.Post(new CoreEvent(null, batch));
    }
}
