namespace Witan.Node;

/// <summary>
/// How much of one connection may be inside at a time: read, but not yet handled by the core. When it is used up the
/// connection is not read, so its sender waits and nobody else does. The sum over all connections bounds every queue
/// behind them.
/// </summary>
internal sealed class FlowCredit(int maxFrames, long maxBytes)
{
    private readonly Lock _gate = new();
    private int _frames;
    private long _bytes;
    private TaskCompletionSource? _room;

    /// <summary>Takes room for a frame that was read; the next one is read when this completes.</summary>
    public ValueTask EnterAsync(int bytes, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _frames++;
            _bytes += bytes;
            if (HasRoom) return ValueTask.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_room.Task.WaitAsync(cancellation));
        }
    }

    /// <summary>A frame has been handled.</summary>
    public void Leave(int bytes)
    {
        TaskCompletionSource? waiting = null;
        lock (_gate)
        {
            _frames--;
            _bytes -= bytes;
            if (HasRoom) (waiting, _room) = (_room, null);
        }

        waiting?.SetResult();
    }

    private bool HasRoom => _frames < maxFrames && _bytes < maxBytes;
}
