using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Witan.Primitives;

namespace Witan.LyingReplica;

/// <summary>
/// A connection as docs/wire-format.md has it: TLS 1.3, then frames of length u32 and that many bytes.
/// </summary>
internal sealed class TlsFrames : IAsyncDisposable
{
    private readonly SslStream _tls;
    private readonly SemaphoreSlim _writing = new(1);

    private TlsFrames(SslStream tls, bool isReplica)
    {
        _tls = tls;
        IsReplica = isReplica;
    }

    /// <summary>Whether the other side showed a certificate, as replicas do and clients do not.</summary>
    public bool IsReplica { get; }

    public static async Task<TlsFrames> AcceptAsync(Socket socket, X509Certificate2 own, CancellationToken stop)
    {
        var shown = false;
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = own,
                EnabledSslProtocols = SslProtocols.Tls13,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                {
                    shown = certificate is not null;
                    return !shown || certificate!.GetRawCertData().Length > 0;
                },
            },
            stop);
        return new TlsFrames(tls, shown);
    }

    /// <param name="address">host:port of a replica.</param>
    /// <param name="own">The certificate to show; null to come as a client.</param>
    /// <param name="stop">Ends the wait.</param>
    public static async Task<TlsFrames> DialAsync(string address, X509Certificate2? own, CancellationToken stop)
    {
        var colon = address.LastIndexOf(':');
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(
            address[..colon], int.Parse(address[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture),
            stop);
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "witan",
            EnabledSslProtocols = SslProtocols.Tls13,
            // A liar need not care whom it lies to.
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
        };
        if (own is not null)
        {
            options.ClientCertificates = [own];
            options.LocalCertificateSelectionCallback = (_, _, certificates, _, _) => certificates[0]!;
        }

        await tls.AuthenticateAsClientAsync(options, stop);
        return new TlsFrames(tls, isReplica: true);
    }

    /// <summary>The next frame, or null once the connection has ended.</summary>
    public async Task<byte[]?> ReadAsync(CancellationToken stop)
    {
        try
        {
            var header = new byte[sizeof(uint)];
            await _tls.ReadExactlyAsync(header, stop);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
            if (length is 0 or > Limits.MaxFrameBytes) return null;
            var frame = new byte[length];
            await _tls.ReadExactlyAsync(frame, stop);
            return frame;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> message, CancellationToken stop)
    {
        var frame = new byte[sizeof(uint) + message.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, message.Length);
        message.CopyTo(frame.AsMemory(sizeof(uint)));
        await _writing.WaitAsync(stop);
        try
        {
            await _tls.WriteAsync(frame, stop);
            await _tls.FlushAsync(stop);
        }
        finally
        {
            _writing.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        _writing.Dispose();
        return _tls.DisposeAsync();
    }
}
