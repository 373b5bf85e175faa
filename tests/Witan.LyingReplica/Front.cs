using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Witan.Core.Messages;
using Witan.Primitives.Membership;
using Witan.Protocols.Pbft;

namespace Witan.LyingReplica;

/// <summary>
/// The member's port. Replicas may say what they like and are not answered; for every client there is a connection to a
/// correct replica, whose answers go through the <see cref="Liar"/>.
/// </summary>
internal sealed class Front(Persona persona, Liar liar, Member honest)
{
    // A client asks more than one read at a time, but not that many.
    private const int MaxReadsAsked = 16 * 1024;

    private readonly MessageCodec _codec = new(new Protocol().Codec);

    public async Task RunAsync(CancellationToken stop)
    {
        using var listener = new TcpListener(IPEndPoint.Parse(persona.Options.Listen));
        listener.Start();
        while (!stop.IsCancellationRequested)
        {
            var socket = await listener.AcceptSocketAsync(stop);
            _ = ServeAsync(socket, stop);
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken stop)
    {
        using var owned = socket;
        try
        {
            socket.NoDelay = true;
            await using var near = await TlsFrames.AcceptAsync(socket, persona.Certificate, stop);
            if (await near.ReadAsync(stop) is null) return;
            await near.WriteAsync(persona.Hello(asReplica: true), stop);
            if (near.IsReplica) await ListenAsync(near, stop);
            else await RelayAsync(near, stop);
        }
        catch (Exception failure) when (failure is IOException or SocketException or AuthenticationException)
        {
            await Console.Error.WriteLineAsync("connection lost: " + failure.Message);
        }
    }

    private static async Task ListenAsync(TlsFrames near, CancellationToken stop)
    {
        while (await near.ReadAsync(stop) is not null)
        {
        }
    }

    private async Task RelayAsync(TlsFrames near, CancellationToken stop)
    {
        await using var far = await TlsFrames.DialAsync(honest.Address, own: null, stop);
        await far.WriteAsync(persona.Hello(asReplica: false), stop);
        await far.ReadAsync(stop);
        var reads = new ConcurrentDictionary<ulong, ReadOnlyMemory<byte>>();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var answers = AnswerAsync(far, near, reads, ending.Token);
        while (await near.ReadAsync(stop) is { } frame)
        {
            var asked = _codec.Decode(frame, out _);
            if (asked is ReadRequest read && reads.Count < MaxReadsAsked) reads[read.Id] = read.Payload;
            if (asked is Confirm question && liar.Invent(question) is { } invented)
                await near.WriteAsync(invented, stop);
            else
                await far.WriteAsync(frame, stop);
        }

        await ending.CancelAsync();
        await answers.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AnswerAsync(
        TlsFrames far, TlsFrames near, ConcurrentDictionary<ulong, ReadOnlyMemory<byte>> reads, CancellationToken stop)
    {
        while (await far.ReadAsync(stop) is { } frame)
        {
            var payload = default(ReadOnlyMemory<byte>);
            if (_codec.Decode(frame, out var rejection) is not { } genuine)
                throw new InvalidDataException($"a correct replica sent what does not decode: {rejection.Name}");
            if (genuine is ReadAnswer answer) reads.TryRemove(answer.Id, out payload);
            foreach (var said in liar.Say(genuine, payload)) await near.WriteAsync(said, stop);
        }
    }
}
