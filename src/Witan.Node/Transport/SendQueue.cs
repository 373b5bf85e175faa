using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Witan.Node;

/// <summary>
/// Frames that wait for one connection, bounded by count and bytes. Whoever puts one in never waits: when it is full
/// the oldest goes, since protocols send again what matters and the newest says more than the oldest.
/// </summary>
internal sealed class SendQueue
{
    private readonly Channel<ReadOnlyMemory<byte>> _frames;
    private readonly long _maxBytes;
    private long _bytes;
    private long _dropped;

    public SendQueue(int maxFrames, long maxBytes)
    {
        _maxBytes = maxBytes;
        var options = new BoundedChannelOptions(maxFrames) { FullMode = BoundedChannelFullMode.DropOldest };
        _frames = Channel.CreateBounded<ReadOnlyMemory<byte>>(options, Lose);
    }

    /// <summary>Frames that were lost because there was no room.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public long Bytes => Interlocked.Read(ref _bytes);

    public int Count => _frames.Reader.Count;

    public void Enqueue(ReadOnlyMemory<byte> frame)
    {
        Interlocked.Add(ref _bytes, frame.Length);
        if (!_frames.Writer.TryWrite(frame)) Interlocked.Add(ref _bytes, -frame.Length);
        while (Interlocked.Read(ref _bytes) > _maxBytes && _frames.Reader.TryRead(out var oldest)) Lose(oldest);
    }

    /// <summary>Lets go of the oldest until at most this many are left.</summary>
    public void Trim(int frames)
    {
        while (_frames.Reader.Count > frames && _frames.Reader.TryRead(out var oldest)) Lose(oldest);
    }

    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => _frames.Reader.WaitToReadAsync(cancellation);

    public bool TryDequeue([NotNullWhen(true)] out ReadOnlyMemory<byte> frame)
    {
        if (!_frames.Reader.TryRead(out frame)) return false;
        Interlocked.Add(ref _bytes, -frame.Length);
        return true;
    }

    private void Lose(ReadOnlyMemory<byte> frame)
    {
        Interlocked.Add(ref _bytes, -frame.Length);
        Interlocked.Increment(ref _dropped);
    }
}
