using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>
/// The port of a replica: peers and clients come in here. Whoever does not greet properly is closed and counted; what
/// comes from the others goes to the verifiers, as fast as each connection's credit allows.
/// </summary>
internal sealed class Listener(
    ListenerSettings settings, Socket socket, VerificationPool pool, Tally tally, ILogger log) : IDisposable
{
    // Connections that have not greeted yet: a few per client that starts at the same moment.
    private const int MaxGreeting = 64;

    private readonly ConcurrentDictionary<ulong, Inbound> _clients = new();
    private readonly ConcurrentDictionary<ReplicaId, Inbound> _peers = new();
    private readonly List<Inbound> _toFlush = [];
    private readonly SemaphoreSlim _greeting = new(MaxGreeting);
    private ulong _lastConnection;
    private int _open;

    public int Clients => _clients.Count;

    public int Peers => _peers.Count;

    /// <summary>
    /// Queues a reply until <see cref="Flush"/>; nothing happens if the client is gone. The egress thread calls both.
    /// </summary>
    public void Send(ulong connection, in MessagePieces message)
    {
        if (!_clients.TryGetValue(connection, out var client)) return;
        client.Replies!.Enqueue(message);
        if (_toFlush.Count == 0 || _toFlush[^1] != client) _toFlush.Add(client);
    }

    /// <summary>Sends the replies that were queued.</summary>
    public void Flush()
    {
        foreach (var client in _toFlush) client.Pump?.Kick();
        _toFlush.Clear();
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await _greeting.WaitAsync(cancellation).ConfigureAwait(false);
                var accepted = await socket.AcceptAsync(cancellation).ConfigureAwait(false);
                Interlocked.Increment(ref _open);
                _ = ServeAsync(accepted, cancellation);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (SocketException failure)
            {
                // A connection that broke while it waited, or no descriptors left: the port stays open.
                _greeting.Release();
                log.AcceptFailed(settings.Self, failure.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(10), settings.Time, CancellationToken.None)
                    .ConfigureAwait(false);
            }
        }

        socket.Dispose();
        foreach (var inbound in _clients.Values.Concat(_peers.Values)) inbound.Close();
        while (Volatile.Read(ref _open) > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(1), settings.Time, CancellationToken.None).ConfigureAwait(false);
    }

    public void Dispose()
    {
        socket.Dispose();
        _greeting.Dispose();
    }

    private async Task ServeAsync(Socket accepted, CancellationToken cancellation)
    {
        var remote = accepted.RemoteEndPoint?.ToString() ?? "somebody";
        var greeted = false;
        try
        {
            Sockets.Prepare(accepted);
            using var handshake = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            handshake.CancelAfter(settings.Options.HandshakeTimeout);
            var wire = new HandshakeStream(new NetworkStream(accepted, ownsSocket: true));
            var (tls, pin) = await TlsLinks.AcceptAsync(wire, settings.Identity, handshake.Token).ConfigureAwait(false);
            await using var owned = tls.ConfigureAwait(false);
            var (reader, writer) = (new FrameReader(tls), new FrameWriter(tls));
            var hello = await GreetAsync(reader, writer, handshake.Token).ConfigureAwait(false);
            _greeting.Release();
            greeted = true;
            wire.Settle();
            if (Refusal(hello, pin) is { } refusal) Refuse(remote, refusal);
            else if (hello!.Replica is { } peer) await ServePeerAsync(peer, reader, cancellation).ConfigureAwait(false);
            else await ServeClientAsync(remote, reader, writer, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or SocketException or AuthenticationException)
        {
            if (!greeted) Refuse(remote, failure.Message);
        }
        catch (OperationCanceledException)
        {
            if (!cancellation.IsCancellationRequested && !greeted) Refuse(remote, "it did not greet in time");
        }
        finally
        {
            accepted.Dispose();
            if (!greeted) _greeting.Release();
            Interlocked.Decrement(ref _open);
        }
    }

    /// <summary>Reads a hello and answers it, whatever it says: the other side may want to log what differs.</summary>
    private async Task<Hello?> GreetAsync(FrameReader reader, FrameWriter writer, CancellationToken cancellation)
    {
        var read = await reader.ReadAsync(Hello.Size, cancellation).ConfigureAwait(false);
        if (read.Fault != FrameFault.None || Hello.Decode(read.Bytes.Span) is not { } hello) return null;
        await writer.WriteAsync(settings.Own.Encode(), cancellation).ConfigureAwait(false);
        return hello;
    }

    private string? Refusal(Hello? hello, Digest? pin)
    {
        if (hello is null) return "it left without a greeting, or does not greet as Witan does";
        if (hello.Mismatch(settings.Own) is { } mismatch) return mismatch;
        if (hello.Replica is not { } replica)
            return _clients.Count < settings.Options.MaxClients ? null : "there are as many clients as allowed";
        if (settings.Configurations.Newest.Find(replica) is not { } member) return $"{replica} is no member";
        if (replica == settings.Self) return "it says that it is this replica";
        return pin == member.TlsPin
            ? null
            : $"it says that it is {replica} and shows the key {pin?.ToString() ?? "of nobody"}, "
                + $"the configuration says {member.TlsPin}";
    }

    private void Refuse(string remote, string reason)
    {
        tally.Count("connection.refused");
        log.ConnectionRefused(settings.Self, remote, reason);
    }

    private async Task ServePeerAsync(ReplicaId peer, FrameReader reader, CancellationToken cancellation)
    {
        var options = settings.Options;
        using var inbound = new Inbound(
            Origin.Peer(peer), new FlowCredit(options.PeerFramesInside, options.PeerBytesInside));
        // A peer that starts again may be back before the old connection is seen to be dead.
        _peers.AddOrUpdate(peer, inbound, (_, old) =>
        {
            old.Close();
            return inbound;
        });
        try
        {
            await ReadAsync(inbound, reader, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _peers.TryRemove(KeyValuePair.Create(peer, inbound));
            inbound.Close();
        }
    }

    private async Task ServeClientAsync(
        string remote, FrameReader reader, FrameWriter writer, CancellationToken cancellation)
    {
        var options = settings.Options;
        var connection = Interlocked.Increment(ref _lastConnection);
        using var inbound = new Inbound(
            Origin.Client(connection), new FlowCredit(options.ClientFramesInside, options.ClientBytesInside))
        {
            Replies = new SendLanes(options.ClientReplyFrames, options.ClientReplyBytes),
        };
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, inbound.Closing);
        var pump = inbound.Pump = new SendPump(inbound.Replies, writer, ending.Token);
        _clients[connection] = inbound;
        log.ClientConnected(settings.Self, remote, connection);
        var reading = ReadAsync(inbound, reader, ending.Token);
        try
        {
            await Task.WhenAny(reading, pump.Ended).ConfigureAwait(false);
        }
        finally
        {
            _clients.TryRemove(connection, out _);
            inbound.Close();
            await pump.CloseAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(Inbound inbound, FrameReader reader, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, inbound.Closing);
        while (true)
        {
            var read = await reader.ReadAsync(Limits.MaxFrameBytes, ending.Token).ConfigureAwait(false);
            if (read.Fault == FrameFault.BadLength)
            {
                tally.Reject(Rejection.TooLarge.Name);
                log.BadFrame(settings.Self, inbound.Origin.ToString());
            }

            if (read.Fault != FrameFault.None) return;
            tally.Received(read.Bytes.Length);
            pool.Post(new Arrival(inbound, read.Bytes, read.Streak));
            await inbound.Credit.EnterAsync(read.Bytes.Length, ending.Token).ConfigureAwait(false);
        }
    }
}
