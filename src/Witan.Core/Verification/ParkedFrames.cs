using Witan.Primitives;

namespace Witan.Core.Verification;

/// <summary>
/// Frames of peers that name a configuration above the newest known one: nobody here can judge them yet, and soon they
/// may be what is needed. They wait unverified, outside the core, and are judged again when the number is known.
/// Bounded per peer, so that a liar pushes out nobody else's; the oldest of a peer goes first. No thread: who uses it
/// from one keeps one.
/// </summary>
/// <typeparam name="T">What is judged again.</typeparam>
public sealed class ParkedFrames<T>
{
    /// <summary>Frames per peer: what one sends in the moment in which others reach the next configuration.</summary>
    public const int MaxPerPeer = 64;

    /// <summary>Bytes per peer: one frame of the largest size fits.</summary>
    public const long MaxBytesPerPeer = Limits.MaxFrameBytes;

    private readonly SortedList<ReplicaId, Lot> _lots = [];
    private ConfigurationNumber _newest;

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var (_, lot) in _lots) count += lot.Frames.Count;
            return count;
        }
    }

    /// <param name="peer">Who sent it.</param>
    /// <param name="frame">What waits.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="dropped">Gets what had to go for it; itself if it is larger than all room.</param>
    public void Park(ReplicaId peer, T frame, int bytes, ICollection<T> dropped)
    {
        if (!_lots.TryGetValue(peer, out var lot)) _lots.Add(peer, lot = new Lot());
        lot.Add(frame, bytes);
        while (lot.Frames.Count > MaxPerPeer || lot.Bytes > MaxBytesPerPeer) dropped.Add(lot.TakeOldest());
    }

    /// <summary>
    /// All that waits, by peer and in the order of arrival, once the newest known number has risen; else nothing.
    /// </summary>
    public IReadOnlyList<T> Take(ConfigurationNumber newest)
    {
        if (newest <= _newest) return [];
        _newest = newest;
        var taken = new List<T>();
        foreach (var (_, lot) in _lots)
        {
            while (lot.Frames.Count > 0) taken.Add(lot.TakeOldest());
        }

        _lots.Clear();
        return taken;
    }

    private sealed class Lot
    {
        public Queue<(T Frame, int Bytes)> Frames { get; } = new();

        public long Bytes { get; private set; }

        public void Add(T frame, int bytes)
        {
            Frames.Enqueue((frame, bytes));
            Bytes += bytes;
        }

        public T TakeOldest()
        {
            var (frame, bytes) = Frames.Dequeue();
            Bytes -= bytes;
            return frame;
        }
    }
}
