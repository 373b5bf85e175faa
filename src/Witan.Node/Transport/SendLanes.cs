using Witan.Core.Messages;

namespace Witan.Node;

/// <summary>
/// Frames that wait for one connection, bounded by count and bytes, in two classes (<see cref="FrameClass"/>). Whoever
/// puts one in never waits: when it is full the oldest goes, bulk first, since protocols send again what matters and
/// the newest says more than the oldest.
/// </summary>
public sealed class SendLanes(int maxFrames, long maxBytes)
{
    /// <summary>
    /// Urgent frames that may pass a waiting bulk frame: a replica that lags is not kept from its bodies for ever.
    /// </summary>
    public const int UrgentPerBulk = 16;

    private readonly Lock _gate = new();
    private readonly Queue<MessagePieces> _urgent = new();
    private readonly Queue<MessagePieces> _bulk = new();
    private long _bytes;
    private long _dropped;
    private int _passed;

    /// <summary>Frames that were lost because there was no room.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public long Bytes => Interlocked.Read(ref _bytes);

    public int Count
    {
        get
        {
            lock (_gate) return _urgent.Count + _bulk.Count;
        }
    }

    /// <param name="frame">At least its type byte; not to be changed afterwards.</param>
    public void Enqueue(ReadOnlyMemory<byte> frame) => Enqueue(new MessagePieces(frame));

    /// <param name="frame">At least its type byte; not to be changed afterwards.</param>
    public void Enqueue(in MessagePieces frame)
    {
        lock (_gate)
        {
            (FrameClass.IsUrgent(frame.First.Span[0]) ? _urgent : _bulk).Enqueue(frame);
            _bytes += frame.Length;
            while (_urgent.Count + _bulk.Count > maxFrames || _bytes > maxBytes) LoseOldest();
        }
    }

    /// <summary>Lets go of the oldest until at most this many are left.</summary>
    public void Trim(int frames)
    {
        lock (_gate)
        {
            while (_urgent.Count + _bulk.Count > frames) LoseOldest();
        }
    }

    /// <summary>The next frame to send: urgent before bulk, but not for ever.</summary>
    public bool TryDequeue(out MessagePieces frame)
    {
        lock (_gate)
        {
            var bulkIsDue = _bulk.Count > 0 && (_urgent.Count == 0 || _passed >= UrgentPerBulk);
            if (!(bulkIsDue ? _bulk : _urgent).TryDequeue(out frame)) return false;
            _passed = bulkIsDue || _bulk.Count == 0 ? 0 : _passed + 1;
            _bytes -= frame.Length;
            return true;
        }
    }

    private void LoseOldest()
    {
        var lost = _bulk.Count > 0 ? _bulk.Dequeue() : _urgent.Dequeue();
        _bytes -= lost.Length;
        _dropped++;
    }
}
