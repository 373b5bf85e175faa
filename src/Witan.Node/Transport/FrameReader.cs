using System.Buffers;
using System.Buffers.Binary;

namespace Witan.Node;

/// <summary>
/// Takes frames out of a stream: length u32, little-endian, then that many bytes. Small ones are copied out of a buffer
/// that holds many; a large one is read to where it stays.
/// </summary>
public sealed class FrameReader(Stream stream)
{
    private const int HeaderBytes = sizeof(uint);

    // A record of TLS, which is what one read gives.
    private const int BufferBytes = 16 * 1024;

    // What is set aside for a large frame before it has come; above this never more than so many times what has come.
    // A length costs its sender four bytes.
    private const int FirstBytes = 64 * 1024;
    private const int Growth = 4;

    // A sender whose bytes never run out does not keep a thread that reads many sockets (see InlineSockets): after so
    // many reads that did not have to wait, the next goes on in the thread pool.
    private const int ReadsPerTurn = 32;

    private readonly byte[] _buffer = new byte[BufferBytes];

    // What of the buffer was read from the stream and not taken.
    private int _start;
    private int _end;

    // A frame that is larger than the buffer: how many bytes it has (0 between such), how many have come, and the room
    // for them, which is borrowed until it is room for all.
    private int _length;
    private int _filled;
    private Memory<byte> _large;
    private byte[]? _borrowed;

    private int _reads;
    private int _streak = -1;

    private ReadOnlySpan<byte> Waiting => _buffer.AsSpan(_start, _end - _start);

    /// <summary>The next frame, or why there is none.</summary>
    /// <param name="limit">Bytes of the largest frame.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="IOException">The connection broke.</exception>
    public async ValueTask<FrameRead> ReadAsync(int limit, CancellationToken cancellation)
    {
        var isThere = true;
        FrameRead frame;
        while (!TryTake(limit, out frame))
        {
            var reading = stream.ReadAsync(Room(), cancellation);
            (_reads, _streak) = reading.IsCompleted ? (_reads + 1, _streak) : (0, -1);
            if (_reads >= ReadsPerTurn)
            {
                _reads = 0;
                await Task.Yield();
            }

            var count = await reading.ConfigureAwait(false);
            if (count == 0)
                return new FrameRead(_length == 0 && _start == _end ? FrameFault.End : FrameFault.Truncated, default);
            if (_length == 0) _end += count;
            else _filled += count;
            isThere = false;
        }

        if (isThere && ++_reads >= ReadsPerTurn)
        {
            _reads = 0;
            await Task.Yield();
        }

        return frame with { Streak = ++_streak };
    }

    private bool TryTake(int limit, out FrameRead frame)
    {
        frame = default;
        if (_length > 0) return TryTakeLarge(out frame);
        if (Waiting.Length < HeaderBytes) return false;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(Waiting);
        if (length == 0 || length > (uint)limit)
        {
            frame = new FrameRead(FrameFault.BadLength, default);
            return true;
        }

        var size = HeaderBytes + (int)length;
        if (size > BufferBytes)
        {
            BeginLarge((int)length);
            return TryTakeLarge(out frame);
        }

        if (Waiting.Length < size) return false;
        // Copied: a message keeps slices of it long after the buffer has been used again.
        frame = new FrameRead(FrameFault.None, Waiting[HeaderBytes..size].ToArray());
        _start += size;
        return true;
    }

    private void BeginLarge(int length)
    {
        var come = Waiting[HeaderBytes..];
        _length = length;
        SetAside(Math.Min(length, FirstBytes));
        come.CopyTo(_large.Span);
        _filled = come.Length;
        (_start, _end) = (0, 0);
    }

    private bool TryTakeLarge(out FrameRead frame)
    {
        frame = default;
        if (_filled < _length) return false;
        frame = new FrameRead(FrameFault.None, _large);
        (_large, _length) = (default, 0);
        return true;
    }

    /// <summary>Where the next bytes of the stream belong.</summary>
    private Memory<byte> Room()
    {
        if (_length == 0)
        {
            Waiting.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            return _buffer.AsMemory(_end);
        }

        if (_filled == _large.Length) Grow();
        return _large[_filled..];
    }

    private void Grow()
    {
        var (come, borrowed) = (_large, _borrowed);
        SetAside((int)Math.Min(_length, (long)Growth * _filled));
        come.CopyTo(_large);
        if (borrowed is not null) ArrayPool<byte>.Shared.Return(borrowed);
    }

    // Room for the whole frame stays with whoever takes it, and is not cleared: all of it will be written.
    private void SetAside(int size)
    {
        _borrowed = size < _length ? ArrayPool<byte>.Shared.Rent(size) : null;
        _large = _borrowed?.AsMemory(0, size) ?? GC.AllocateUninitializedArray<byte>(size);
    }
}
