using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Witan.Node;

/// <summary>
/// Addresses as configurations write them (<c>host:port</c>), and sockets as this transport wants them.
/// </summary>
internal static class Sockets
{
    /// <exception cref="NodeSetupException">Not of the form host:port.</exception>
    public static DnsEndPoint Parse(string address)
    {
        var colon = address.LastIndexOf(':');
        if (colon > 0 && int.TryParse(
                address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port <= 65535)
            return new DnsEndPoint(address[..colon].Trim('[', ']'), port);
        throw new NodeSetupException($"'{address}' is not an address of the form host:port");
    }

    public static async Task<Stream> DialAsync(DnsEndPoint to, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            Prepare(socket);
            await socket.ConnectAsync(to.Host, to.Port, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <exception cref="NodeSetupException">The port is taken, or the host is none of this machine's.</exception>
    public static Socket Listen(DnsEndPoint at, int backlog)
    {
        Socket? socket = null;
        try
        {
            var address = AddressOf(at);
            socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, at.Port));
            socket.Listen(backlog);
            return socket;
        }
        catch (SocketException failure)
        {
            socket?.Dispose();
            throw new NodeSetupException($"port {at.Port} on {at.Host} cannot be used: {failure.Message}", failure);
        }
    }

    public static IPAddress AddressOf(DnsEndPoint at) =>
        IPAddress.TryParse(at.Host, out var given) ? given : Dns.GetHostAddresses(at.Host)[0];

    public static void Prepare(Socket socket)
    {
        socket.NoDelay = true;
        // A machine that vanished is noticed within a minute even if nothing is sent.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 20);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 4);
    }
}
