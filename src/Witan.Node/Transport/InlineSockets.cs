namespace Witan.Node;

/// <summary>
/// Lets what follows a read run on the thread that waits for all sockets, instead of waking a pool thread for each
/// frame: decrypting and queueing a frame costs less than that. A setting of the framework for the whole process, to
/// be made before its first socket; worth it for a process that is a replica or a gateway and nothing else.
/// </summary>
public static class InlineSockets
{
    private const string Setting = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Does nothing if whoever started the process has decided.</summary>
    public static void Prefer()
    {
        if (Environment.GetEnvironmentVariable(Setting) is null) Environment.SetEnvironmentVariable(Setting, "1");
    }
}
