namespace Witan.Node;

/// <summary>
/// A connection that was accepted. Until it is <see cref="Settle"/>d, what follows a read goes on in the thread pool:
/// a handshake costs some thousand times what a frame costs, and strangers must not spend that on the thread that
/// reads all sockets (see <c>InlineSockets</c>). Afterwards it costs nothing.
/// </summary>
internal sealed class HandshakeStream(Stream inner) : Stream
{
    private volatile bool _settled;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The other side has greeted.</summary>
    public void Settle() => _settled = true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _settled ? inner.ReadAsync(buffer, cancellationToken) : ReadInPoolAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadInPoolAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var count = await inner.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        await Task.Yield();
        return count;
    }
}
