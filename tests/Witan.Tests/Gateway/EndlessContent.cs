using System.Net;

namespace Witan.Tests.Gateway;

/// <summary>A body that sends its first bytes and then nothing until the request is over.</summary>
internal sealed class EndlessContent(byte[] start) : HttpContent
{
    /// <summary>Whether the body was ever sent to its end.</summary>
    public bool Ended { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(start, cancellationToken);
        await stream.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken);
        Ended = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
