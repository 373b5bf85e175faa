using Witan.Storage.Disks;

namespace Witan.Node;

/// <summary>A folder of the file system as the journal and the snapshots see it.</summary>
/// <param name="folder">Exists and belongs to this process alone (see <see cref="FolderLock"/>).</param>
/// <param name="durability">Whether a flush reaches the medium.</param>
public sealed class FileDisk(string folder, Durability durability = Durability.Flushed) : IDisk
{
    public IReadOnlyList<string> List() => Try(() =>
    {
        var names = Directory.GetFiles(folder).Select(path => Path.GetFileName(path)!).ToArray();
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    });

    public IDiskFile Create(string name) => Try(() => new DiskFile(
        File.OpenHandle(PathOf(name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read), durability));

    public IDiskFile Open(string name) => Try(() => new DiskFile(
        File.OpenHandle(PathOf(name), FileMode.Open, FileAccess.ReadWrite, FileShare.Read), durability));

    public void Delete(string name) => Try(() =>
    {
        var path = PathOf(name);
        if (!File.Exists(path)) throw new DiskException(name + " is missing");
        File.Delete(path);
        return 0;
    });

    public void Rename(string from, string to) => Try(() =>
    {
        var target = PathOf(to);
        if (File.Exists(target)) throw new DiskException(to + " exists");
        // Without the permission to overwrite the framework links and then deletes, which a crash can tear.
        File.Move(PathOf(from), target, overwrite: true);
        return 0;
    });

    public void FlushFolder() => Try(() =>
    {
        if (durability == Durability.Flushed) Posix.FlushFolder(folder);
        return 0;
    });

    internal static T Try<T>(Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DiskException(failure.Message, failure);
        }
    }

    private string PathOf(string name)
    {
        if (name.Length == 0 || name.Contains('/', StringComparison.Ordinal) || name is "." or "..")
            throw new DiskException("'" + name + "' is no name of a file");
        return Path.Combine(folder, name);
    }
}
