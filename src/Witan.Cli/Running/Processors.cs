using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Witan.Cli.Running;

/// <summary>
/// Gives each process of a cluster on one machine a processor, where there are more processes than processors. Left to
/// the system, the threads of one replica wake each other across processors, which on small virtual machines costs more
/// than what they do: see docs/performance.md.
/// </summary>
internal static partial class Processors
{
    // A set of 1,024 processors, as the C library has it.
    private const int SetBytes = 128;

    /// <summary>The processor for one of so many processes; null where each may have one for itself.</summary>
    public static int? Of(int process, int processes) =>
        OperatingSystem.IsLinux() && processes > Environment.ProcessorCount && Environment.ProcessorCount > 1
            ? process % Environment.ProcessorCount
            : null;

    /// <summary>Starts a process on the n-th of the processors that this one may use.</summary>
    public static Process StartOn(int? processor, ProcessStartInfo start)
    {
        var own = new byte[SetBytes];
        if (processor is not { } place || GetAffinity(0, SetBytes, own) < 0 || Nth(own, place) is not { } chosen)
            return Process.Start(start)!;
        var one = new byte[SetBytes];
        one[chosen / 8] = (byte)(1 << (chosen % 8));
        // A child inherits the set of the thread that starts it; so does nobody else, and afterwards it is as before.
        _ = SetAffinity(0, SetBytes, one);
        try
        {
            return Process.Start(start)!;
        }
        finally
        {
            _ = SetAffinity(0, SetBytes, own);
        }
    }

    private static int? Nth(byte[] set, int place)
    {
        for (var i = 0; i < SetBytes * 8; i++)
            if ((set[i / 8] & (1 << (i % 8))) != 0 && place-- == 0) return i;
        return null;
    }

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int GetAffinity(int thread, nint size, [Out] byte[] set);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nint size, byte[] set);
}
