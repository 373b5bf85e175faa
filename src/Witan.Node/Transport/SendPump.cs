namespace Witan.Node;

/// <summary>
/// Moves frames from a queue to a connection. There is no thread or task of its own that waits for frames: whoever
/// queued some calls <see cref="Kick"/> and writes them itself, which saves two thread switches per message. Only when
/// the socket takes no more does the rest go on by itself, so the caller never waits for a slow peer.
/// </summary>
internal sealed class SendPump(SendLanes queue, FrameWriter writer, CancellationToken cancellation)
{
    // More than this is encrypted in the thread pool: some 50 us, which other connections' votes wait.
    private const int InlineBytes = 64 * 1024;

    private const int Idle = 0;
    private const int Running = 1;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;
    private volatile bool _closed;

    /// <summary>Ends when the connection failed or was closed; faulted with what failed.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Sends what is queued, on this thread if it is little and as far as the socket takes it.</summary>
    public void Kick()
    {
        if (queue.Count == 0 || Interlocked.CompareExchange(ref _state, Running, Idle) != Idle) return;
        _ = queue.Bytes > InlineBytes ? Task.Run(PumpAsync) : PumpAsync();
    }

    /// <summary>Nothing is written after this has ended. The token was cancelled before.</summary>
    public async Task CloseAsync()
    {
        _closed = true;
        // Whoever holds the state ends by itself: its write is cancelled, or it sees the flag.
        if (Interlocked.CompareExchange(ref _state, Running, Idle) == Idle) _ended.TrySetResult();
        await _ended.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task PumpAsync()
    {
        try
        {
            do
            {
                await DrainAsync().ConfigureAwait(false);
                if (_closed)
                {
                    _ended.TrySetResult();
                    return;
                }

                Interlocked.Exchange(ref _state, Idle);
            }
            while ((queue.Count > 0 || _closed) && Interlocked.CompareExchange(ref _state, Running, Idle) == Idle);
        }
        catch (Exception failure)
        {
            // The state stays Running: nobody writes to a broken connection.
            _ended.TrySetException(failure);
        }
    }

    private async ValueTask DrainAsync()
    {
        while (!_closed && queue.TryDequeue(out var frame))
        {
            do writer.Put(frame);
            while (!writer.IsFull && queue.TryDequeue(out frame));
            var writing = writer.FlushAsync(cancellation);
            var wasFull = !writing.IsCompleted;
            await writing.ConfigureAwait(false);
            // What follows a wait runs on the thread of all sockets, which is not to encrypt what is left.
            if (wasFull) await Task.Yield();
        }
    }
}
