using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Node;

/// <summary>
/// The connection that this process opens to one replica, and opens again whenever it ends. A replica speaks to another
/// only on the connection that it dialled itself and listens on those that it accepted: no tie has to be broken, and
/// either direction recovers alone. A client speaks and listens on its one connection.
/// </summary>
internal sealed class Link(Member peer, LinkSettings settings, SendLanes queue, ILinkEvents events)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private volatile bool _isUp;
    private volatile SendPump? _pump;

    public ReplicaId Peer => peer.Id;

    public SendLanes Queue => queue;

    public bool IsUp => _isUp;

    /// <summary>Sends what is queued, if the connection stands.</summary>
    public void Flush() => _pump?.Kick();

    /// <summary>Keeps the connection up until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var backoff = new Backoff(FirstWait, LongestWait);
        while (!cancellation.IsCancellationRequested)
        {
            var reason = await TryOnceAsync(backoff, cancellation).ConfigureAwait(false);
            _isUp = false;
            if (!cancellation.IsCancellationRequested) events.OnDown(peer.Id, reason);
            try
            {
                await backoff.WaitAsync(settings.Time, cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<string> TryOnceAsync(Backoff backoff, CancellationToken cancellation)
    {
        try
        {
            using var handshake = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            handshake.CancelAfter(settings.HandshakeTimeout);
            var tcp = await Sockets.DialAsync(Sockets.Parse(peer.Address), handshake.Token).ConfigureAwait(false);
            await using var tls = await TlsLinks.DialAsync(tcp, peer.TlsPin, settings.Identity, handshake.Token)
                .ConfigureAwait(false);
            var (reader, writer) = (new FrameReader(tls), new FrameWriter(tls));
            if (await GreetAsync(reader, writer, handshake.Token).ConfigureAwait(false) is { } refusal) return refusal;
            backoff.Reset();
            _isUp = true;
            events.OnUp(peer.Id);
            return await CarryAsync(reader, writer, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return cancellation.IsCancellationRequested
                ? "stopping"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"no greeting within {settings.HandshakeTimeout.TotalSeconds:0.#} s");
        }
        catch (Exception failure) when (failure is IOException or SocketException or AuthenticationException
                                            or NodeSetupException)
        {
            return ReasonOf(failure);
        }
    }

    /// <summary>The framework's own texts speak of streams and callbacks, not of what an operator can mend.</summary>
    private static string ReasonOf(Exception failure) => failure switch
    {
        IOException { InnerException: SocketException inner } => inner.Message,
        IOException => "it closed the connection",
        _ => failure.Message,
    };

    private async Task<string?> GreetAsync(FrameReader reader, FrameWriter writer, CancellationToken cancellation)
    {
        await writer.WriteAsync(settings.Own.Encode(), cancellation).ConfigureAwait(false);
        var answer = await reader.ReadAsync(Hello.Size, cancellation).ConfigureAwait(false);
        if (answer.Fault != FrameFault.None) return "it closed the connection instead of greeting";
        if (Hello.Decode(answer.Bytes.Span) is not { } hello) return "it does not greet as a replica does";
        if (hello.Mismatch(settings.Own) is { } mismatch) return mismatch;
        return hello.Replica == peer.Id ? null : $"it says that it is {hello.Replica?.ToString() ?? "a client"}";
    }

    private async Task<string> CarryAsync(FrameReader reader, FrameWriter writer, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var pump = _pump = new SendPump(queue, writer, ending.Token);
        pump.Kick();
        var reading = ReadAsync(reader, ending.Token);
        var first = await Task.WhenAny(pump.Ended, reading).ConfigureAwait(false);
        _pump = null;
        await ending.CancelAsync().ConfigureAwait(false);
        await pump.CloseAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first.ConfigureAwait(false);
        return "it closed the connection";
    }

    private async Task ReadAsync(FrameReader reader, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await reader.ReadAsync(Limits.MaxFrameBytes, cancellation).ConfigureAwait(false);
            if (read.Fault != FrameFault.None) return;
            await events.OnFrameAsync(peer.Id, read, cancellation).ConfigureAwait(false);
        }
    }
}
