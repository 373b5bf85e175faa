using System.Globalization;

namespace Witan.Node;

/// <summary>
/// Holds a folder for the life of a process: the file <c>lock</c> is locked, the file <c>pid</c> names the process. The
/// system lets go of the lock however the process ends.
/// </summary>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _pid;

    private FolderLock(FileStream held, string pid)
    {
        _lock = held;
        _pid = pid;
    }

    /// <exception cref="NodeSetupException">Another process holds the folder, or it cannot be written.</exception>
    public static FolderLock Take(string folder)
    {
        var pid = Path.Combine(folder, "pid");
        try
        {
            Directory.CreateDirectory(folder);
            var held = new FileStream(
                Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(pid, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
            return new FolderLock(held, pid);
        }
        catch (IOException failure)
        {
            if (File.Exists(folder)) throw NodeSetupException.OfFile($"{folder} is a file and no folder", failure);
            throw new NodeSetupException($"{folder} is in use by another process{HolderOf(pid)}", failure);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new NodeSetupException($"{folder} cannot be written: {FileTrouble.Of(folder, failure)}", failure);
        }
    }

    public void Dispose()
    {
        if (File.Exists(_pid)) File.Delete(_pid);
        _lock.Dispose();
    }

    private static string HolderOf(string pid)
    {
        try
        {
            return File.Exists(pid) ? " (pid " + File.ReadAllText(pid).Trim() + ")" : "";
        }
        catch (IOException)
        {
            // The file is for people only.
            return "";
        }
    }
}
