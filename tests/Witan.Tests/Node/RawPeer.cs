using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Witan.Primitives;

namespace Witan.Tests.Node;

/// <summary>Speaks the transport as its page says, byte by byte, and therefore can also speak it wrongly.</summary>
internal sealed class RawPeer : IAsyncDisposable
{
    private readonly SslStream _tls;

    private RawPeer(SslStream tls) => _tls = tls;

    public static async Task<RawPeer> DialAsync(IPEndPoint at, ECDsa? key, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(at, cancellation);
        var tls = new SslStream(
            new NetworkStream(socket, ownsSocket: true), false, (_, shown, _, _) => shown is not null);
        var options = new SslClientAuthenticationOptions { TargetHost = "witan" };
        if (key is not null)
        {
            var request = new CertificateRequest("CN=anybody", key, HashAlgorithmName.SHA256);
            var (from, to) = (DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
            options.ClientCertificates = [request.CreateSelfSigned(from, to)];
            options.LocalCertificateSelectionCallback = (_, _, certificates, _, _) => certificates[0]!;
        }

        await tls.AuthenticateAsClientAsync(options, cancellation);
        return new RawPeer(tls);
    }

    /// <summary>magic | version | cluster | configuration number | its digest | replica or not | id.</summary>
    public static byte[] Hello(Digest cluster, Digest configuration, uint? replica, uint version = 2)
    {
        var bytes = new List<byte>(Encoding.ASCII.GetBytes("WITHELLO"));
        bytes.AddRange(BitConverter.GetBytes(version));
        bytes.AddRange(cluster.ToArray());
        bytes.AddRange(BitConverter.GetBytes(0UL));
        bytes.AddRange(configuration.ToArray());
        bytes.Add(replica is null ? (byte)0 : (byte)1);
        bytes.AddRange(BitConverter.GetBytes(replica ?? 0));
        return [.. bytes];
    }

    public Task SendAsync(byte[] message, CancellationToken cancellation)
    {
        var frame = new byte[4 + message.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, message.Length);
        message.CopyTo(frame, 4);
        return SendRawAsync(frame, cancellation);
    }

    public async Task SendRawAsync(byte[] bytes, CancellationToken cancellation)
    {
        await _tls.WriteAsync(bytes, cancellation);
        await _tls.FlushAsync(cancellation);
    }

    /// <summary>The next frame, or null once the other side has closed.</summary>
    public async Task<byte[]?> ReceiveAsync(CancellationToken cancellation)
    {
        try
        {
            var header = new byte[4];
            await _tls.ReadExactlyAsync(header, cancellation);
            var frame = new byte[BinaryPrimitives.ReadInt32LittleEndian(header)];
            await _tls.ReadExactlyAsync(frame, cancellation);
            return frame;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync() => _tls.DisposeAsync();
}
