using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Witan.Node;

/// <summary>Puts frames into a stream, many to one flush.</summary>
internal sealed class FrameWriter(Stream stream)
{
    // A flush per batch costs a system call and a TLS record or several; above this nothing more is gained.
    private const int BatchBytes = 256 * 1024;

    private readonly PipeWriter _pipe = PipeWriter.Create(
        stream, new StreamPipeWriterOptions(minimumBufferSize: 32 * 1024, leaveOpen: true));

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        Put(frame.Span);
        await _pipe.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Sends what is queued until the connection ends or is told to.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task DrainAsync(SendQueue queue, CancellationToken cancellation)
    {
        while (await queue.WaitAsync(cancellation).ConfigureAwait(false))
        {
            for (var bytes = 0; bytes < BatchBytes && queue.TryDequeue(out var frame); bytes += frame.Length)
                Put(frame.Span);
            await _pipe.FlushAsync(cancellation).ConfigureAwait(false);
        }
    }

    private void Put(ReadOnlySpan<byte> frame)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_pipe.GetSpan(sizeof(uint)), (uint)frame.Length);
        _pipe.Advance(sizeof(uint));
        _pipe.Write(frame);
    }
}
