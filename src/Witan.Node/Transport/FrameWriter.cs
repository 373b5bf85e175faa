using System.Buffers.Binary;

namespace Witan.Node;

/// <summary>Puts frames into a stream, many to one write. One caller at a time.</summary>
internal sealed class FrameWriter(Stream stream)
{
    // A write costs a system call and a TLS record per 16 KiB; above this nothing more is gained.
    private const int BatchBytes = 64 * 1024;

    private byte[] _buffer = new byte[4 * 1024];
    private int _length;

    /// <summary>Whether what is in the buffer should leave before more is put in.</summary>
    public bool IsFull => _length >= BatchBytes;

    public void Put(ReadOnlySpan<byte> frame)
    {
        var needed = _length + sizeof(uint) + frame.Length;
        if (needed > _buffer.Length) Array.Resize(ref _buffer, Math.Max(needed, _buffer.Length * 2));
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(_length), (uint)frame.Length);
        frame.CopyTo(_buffer.AsSpan(_length + sizeof(uint)));
        _length = needed;
    }

    /// <summary>Sends the buffer.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await stream.WriteAsync(_buffer.AsMemory(0, _length), cancellation).ConfigureAwait(false);
        _length = 0;
        // One large frame is no reason to keep its room for the life of the connection.
        if (_buffer.Length > 2 * BatchBytes) _buffer = new byte[BatchBytes];
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        Put(frame.Span);
        return FlushAsync(cancellation);
    }
}
