using System.IO.Pipelines;
using System.Net;

namespace Witan.Tests.Gateway;

/// <summary>A body that is sent while it is written: headers at once, each write at once.</summary>
internal sealed class PipedContent(PipeReader words) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The client keeps headers back until something is flushed.
        await stream.FlushAsync(cancellationToken);
        while (true)
        {
            var read = await words.ReadAsync(cancellationToken);
            foreach (var piece in read.Buffer) await stream.WriteAsync(piece, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            words.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
