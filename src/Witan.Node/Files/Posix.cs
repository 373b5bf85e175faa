using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Witan.Node;

/// <summary>
/// What the framework does not offer: the flush of a folder, and one of a file that leaves its times alone.
/// </summary>
internal static partial class Posix
{
    private const string Library = "libc";

    // A folder can be opened for reading only, and only to be flushed.
    private const int ReadOnly = 0;

    /// <summary>Makes contents and length durable; not the times, which nobody reads.</summary>
    /// <exception cref="IOException">The medium failed.</exception>
    public static void FlushFile(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux()) RandomAccess.FlushToDisk(file);
        else Require(FlushData(file), "fdatasync");
    }

    /// <exception cref="IOException">The medium failed, or there is no such folder.</exception>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(path, ReadOnly);
        Require(descriptor, "open");
        try
        {
            Require(Flush(descriptor), "fsync");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static void Require(int result, string call)
    {
        if (result < 0) throw new IOException($"{call}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport(Library, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int descriptor);

    [LibraryImport(Library, EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FlushData(SafeFileHandle file);

    [LibraryImport(Library, EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
