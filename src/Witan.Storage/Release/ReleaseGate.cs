using Witan.Core.Contract;
using Witan.Storage.Journals;

namespace Witan.Storage.Release;

/// <summary>
/// Holds back what a replica wants done until the promises in front of it are durable. Position in the outbox is the
/// order, over all steps: a <see cref="Effect.Send"/> or <see cref="Effect.Sign"/> leaves only when every <see
/// cref="Effect.Persist"/> before it is on disk. Owned by the thread that steps the replica; only batches travel to
/// the writer and back.
/// </summary>
/// <param name="limitBytes">Above this many bytes not yet durable the gate is congested.</param>
/// <remarks>
/// <see cref="Effect.SendEarly"/>, timers, notes and what is settled promise nothing and leave at once, in their own
/// order. <see cref="Effect.Truncate"/> leaves when everything before it, stored or persisted, is durable; it holds up
/// nothing.
/// </remarks>
public sealed class ReleaseGate(long limitBytes = ReleaseGate.DefaultLimitBytes)
{
    /// <summary>Sixteen of the largest bundles; some three seconds of a disk that writes 10 MB a second.</summary>
    public const long DefaultLimitBytes = 32 * 1024 * 1024;

    /// <summary>
    /// Effects that wait at most before the gate is congested: a step of a large group makes some hundreds.
    /// </summary>
    public const int MaxWaiting = 64 * 1024;

    private readonly Queue<Held> _waiting = new();
    private readonly Queue<Held> _truncations = new();
    private readonly Queue<Held> _released = new();
    private readonly Queue<(ulong Mark, ulong Ticket)> _tickets = new();
    private JournalBatch _pending = new();
    private JournalBatch? _spare = new();
    private JournalBatch? _inFlight;
    private ulong _lastRecord;
    private ulong _lastPersist;
    private ulong _durable;

    /// <summary>The host stops feeding inputs until this is false again.</summary>
    public bool IsCongested => BytesNotDurable > limitBytes || _waiting.Count > MaxWaiting;

    /// <summary>Bytes that wait for the disk or are on their way to it.</summary>
    public long BytesNotDurable => _pending.Bytes + (_inFlight?.Bytes ?? 0);

    /// <summary>Whether a record waits for a batch; the host bounds how long.</summary>
    public bool HasPending => _pending.Count > 0;

    /// <summary>Whether a promise waits for a batch, so that effects are held up: the host hurries.</summary>
    public bool HasPendingPromise => _lastPersist > (_inFlight?.Mark ?? _durable);

    /// <summary>How many effects wait for a flush.</summary>
    public int Waiting => _waiting.Count + _truncations.Count;

    /// <summary>Takes the effects of one step, in order.</summary>
    public void Enqueue(IReadOnlyList<Effect> effects)
    {
        for (var i = 0; i < effects.Count; i++) Enqueue(effects[i]);
    }

    /// <summary>Hands out everything that waits for the disk, for one append and one flush.</summary>
    /// <returns>False if nothing waits, or a batch is still out.</returns>
    public bool TryTakeBatch([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JournalBatch? batch)
    {
        batch = null;
        if (_inFlight is not null || _pending.Count == 0) return false;
        batch = _inFlight = _pending;
        _pending = _spare!;
        _spare = null;
        return true;
    }

    /// <summary>
    /// The batch that was taken is durable. Never called for one whose flush failed: the replica stops.
    /// </summary>
    /// <returns>What to tell the replica: one input per ticket, in order.</returns>
    public IReadOnlyList<Input> Completed(JournalBatch batch)
    {
        Invariant.Require(ReferenceEquals(batch, _inFlight), "G2 only the batch that was taken becomes durable");
        _durable = batch.Mark;
        batch.Clear();
        _spare = batch;
        _inFlight = null;
        Release(_waiting);
        Release(_truncations);
        var inputs = new List<Input>();
        while (_tickets.TryPeek(out var ticket) && ticket.Mark <= _durable)
            inputs.Add(new Input.Durable(_tickets.Dequeue().Ticket));
        return inputs;
    }

    /// <summary>The next effect that the host may carry out, in order.</summary>
    public bool TryDequeueReleased([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Effect? effect)
    {
        effect = null;
        if (!_released.TryDequeue(out var held)) return false;
        Invariant.Require(held.Barrier <= _durable, "G1 no effect leaves before the promises in front of it");
        effect = held.Effect;
        return true;
    }

    private void Enqueue(Effect effect)
    {
        switch (effect)
        {
            case Effect.Persist persist:
                Add(persist.Record);
                _lastPersist = _lastRecord;
                break;
            case Effect.Store store:
                Add(store.Record);
                if (store.Ticket != 0) _tickets.Enqueue((_lastRecord, store.Ticket));
                break;
            case Effect.SendEarly or Effect.SetTimer or Effect.CancelTimer or Effect.Note or Effect.Settle:
                _released.Enqueue(new Held(effect, 0));
                break;
            case Effect.Truncate:
                Hold(_truncations, new Held(effect, _lastRecord));
                break;
            default:
                Hold(_waiting, new Held(effect, _lastPersist));
                break;
        }
    }

    private void Add(Record record)
    {
        _pending.Add(record);
        _lastRecord++;
        _pending.Mark = _lastRecord;
    }

    private void Hold(Queue<Held> queue, in Held held)
    {
        if (queue.Count == 0 && held.Barrier <= _durable) _released.Enqueue(held);
        else queue.Enqueue(held);
    }

    private void Release(Queue<Held> queue)
    {
        while (queue.TryPeek(out var held) && held.Barrier <= _durable) _released.Enqueue(queue.Dequeue());
    }

    /// <summary>An effect and the number of the record that must be durable before it leaves.</summary>
    private readonly record struct Held(Effect Effect, ulong Barrier);
}
