using System.Buffers.Binary;
using Witan.Core.Messages;

namespace Witan.Node;

/// <summary>
/// Puts frames into a stream, many to one write. What of a large one has no room beside the others leaves from where it
/// lies. One caller at a time.
/// </summary>
public sealed class FrameWriter(Stream stream)
{
    // A write costs a system call and a TLS record per 16 KiB; above this nothing more is gained.
    private const int BatchBytes = 64 * 1024;

    private byte[] _buffer = new byte[4 * 1024];
    private int _length;

    // Of the frame that was put in last.
    private MessagePieces _rest;

    /// <summary>Whether what was put in must leave before more is.</summary>
    public bool IsFull => _rest.Length > 0 || _length > BatchBytes - sizeof(uint);

    /// <summary>Puts in a frame that leaves with the next <see cref="FlushAsync"/>.</summary>
    /// <param name="frame">Not to be changed before it has left.</param>
    public void Put(in MessagePieces frame)
    {
        var head = _length + sizeof(uint);
        // A large frame is no reason to keep much room for the life of the connection.
        MakeRoom(frame.Length <= BatchBytes - head ? head + frame.Length : head);
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(_length), (uint)frame.Length);
        _length = head;
        var fitting = frame.CopyTo(_buffer.AsSpan(_length));
        _length += fitting;
        _rest = frame.Skip(fitting);
    }

    /// <summary>Sends all that was put in.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        var waited = await WriteAsync(_buffer.AsMemory(0, _length)).ConfigureAwait(false);
        _length = 0;
        while (_rest.Length > 0)
        {
            // What follows a wait runs on the thread of all sockets, which is not to encrypt much.
            if (waited) await Task.Yield();
            var piece = _rest.First[..Math.Min(BatchBytes, _rest.First.Length)];
            waited = await WriteAsync(piece).ConfigureAwait(false);
            _rest = _rest.Skip(piece.Length);
        }

        async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> bytes)
        {
            var writing = stream.WriteAsync(bytes, cancellation);
            var waits = !writing.IsCompleted;
            await writing.ConfigureAwait(false);
            return waits;
        }
    }

    /// <summary>Sends one frame.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        Put(new MessagePieces(frame));
        return FlushAsync(cancellation);
    }

    private void MakeRoom(int size)
    {
        if (size > _buffer.Length) Array.Resize(ref _buffer, Math.Clamp(2 * _buffer.Length, size, BatchBytes));
    }
}
