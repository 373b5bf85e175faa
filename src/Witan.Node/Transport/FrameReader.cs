using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Witan.Node;

/// <summary>Takes frames out of a stream: length u32, little-endian, then that many bytes.</summary>
internal sealed class FrameReader(Stream stream)
{
    private const int HeaderBytes = sizeof(uint);

    // A sender whose bytes never run out does not keep a thread that reads many sockets (see InlineSockets): after so
    // many reads that did not have to wait, the next goes on in the thread pool.
    private const int ReadsPerTurn = 32;

    private readonly PipeReader _pipe = PipeReader.Create(
        stream, new StreamPipeReaderOptions(bufferSize: 32 * 1024, minimumReadSize: 4 * 1024, leaveOpen: true));

    private int _reads;
    private int _streak;

    /// <param name="limit">Bytes of the largest frame.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="IOException">The connection broke.</exception>
    public async ValueTask<FrameRead> ReadAsync(int limit, CancellationToken cancellation)
    {
        while (true)
        {
            var reading = _pipe.ReadAsync(cancellation);
            (_reads, _streak) = reading.IsCompleted ? (_reads + 1, _streak + 1) : (0, 0);
            if (_reads >= ReadsPerTurn)
            {
                _reads = 0;
                await Task.Yield();
            }

            var read = await reading.ConfigureAwait(false);
            var buffer = read.Buffer;
            if (TryTake(ref buffer, limit, out var frame))
            {
                _pipe.AdvanceTo(buffer.Start);
                return frame with { Streak = _streak };
            }

            _pipe.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                return new FrameRead(buffer.IsEmpty ? FrameFault.End : FrameFault.Truncated, default);
        }
    }

    private static bool TryTake(ref ReadOnlySequence<byte> buffer, int limit, out FrameRead frame)
    {
        frame = default;
        if (buffer.Length < HeaderBytes) return false;
        Span<byte> header = stackalloc byte[HeaderBytes];
        buffer.Slice(0, HeaderBytes).CopyTo(header);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (length == 0 || length > (uint)limit)
        {
            frame = new FrameRead(FrameFault.BadLength, default);
            return true;
        }

        if (buffer.Length - HeaderBytes < length) return false;
        // Copied: a message keeps slices of it long after the pipe has reused its buffers.
        frame = new FrameRead(FrameFault.None, buffer.Slice(HeaderBytes, length).ToArray());
        buffer = buffer.Slice(HeaderBytes + length);
        return true;
    }
}
