using System.Net;
using System.Net.Sockets;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>Bases for `--port`: the ports that a cluster counts from one are all free.</summary>
internal static class FreePorts
{
    /// <summary>Below the ports that the system gives to outgoing connections: none of those takes one.</summary>
    private const int First = 12_000;
    private const int Last = 32_000;
    private const int Stride = 50;

    private static int next = First + (Environment.ProcessId * Stride % (Last - First));

    /// <exception cref="InvalidOperationException">None is free.</exception>
    public static int Base()
    {
        for (var tried = First; tried < Last; tried += Stride)
        {
            var candidate = next;
            next = next + Stride >= Last ? First : next + Stride;
            if (Enumerable.Range(candidate, Stride).All(IsFree)) return candidate;
        }

        throw new InvalidOperationException("no free ports");
    }

    public static bool IsFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
