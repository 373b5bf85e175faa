using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Channels;
using Witan.Core.Messages;
using Witan.Primitives.Membership;

namespace Witan.LyingReplica;

/// <summary>Says to one replica what the liar says to replicas.</summary>
internal sealed class PeerVoice(Persona persona, Member peer)
{
    private readonly Channel<SignedStatement> _said = Channel.CreateBounded<SignedStatement>(
        new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Say(SignedStatement statement) => _said.Writer.TryWrite(statement);

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await using var link = await TlsFrames.DialAsync(peer.Address, persona.Certificate, stop);
            await link.WriteAsync(persona.Hello(asReplica: true), stop);
            await link.ReadAsync(stop);
            await foreach (var statement in _said.Reader.ReadAllAsync(stop)) await link.WriteAsync(
                statement.Encoded, stop);
        }
        catch (Exception failure) when (failure is IOException or SocketException or AuthenticationException)
        {
            await Console.Error.WriteLineAsync($"{peer.Id} does not listen: {failure.Message}");
        }
    }
}
