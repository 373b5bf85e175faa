namespace Witan.Storage.Disks;

/// <summary>
/// One folder of one replica, as the journal and the snapshots see it: flat and synchronous. A file is used by one
/// thread at a time; different files and names may be used by different threads, since a snapshot is written beside
/// the journal. The host implements it over files, a simulator over memory with a volatile cache. Nothing here is
/// durable before the matching flush: contents by <see cref="IDiskFile.Flush"/>, names (create, rename, delete) by
/// <see cref="FlushFolder"/>.
/// </summary>
/// <remarks>
/// What the formats rely on: a sector (512 bytes or a multiple, aligned) is old or new after a crash, never a
/// mixture; what a successful flush covered stays; a rename is atomic. What they do not rely on: the order in which
/// unflushed sectors or names reach the medium. Every member throws <see cref="DiskException"/> when the medium
/// fails.
/// </remarks>
public interface IDisk
{
    /// <summary>All names, in ordinal order.</summary>
    IReadOnlyList<string> List();

    /// <summary>A new, empty file. An existing name is a failure.</summary>
    IDiskFile Create(string name);

    /// <summary>An existing file, for reading and writing.</summary>
    IDiskFile Open(string name);

    /// <summary>Removes a name. A missing name is a failure.</summary>
    void Delete(string name);

    /// <summary>
    /// Gives a file another name, which must be free, atomically; durable only after <see cref="FlushFolder"/>.
    /// Whoever has the file open keeps it.
    /// </summary>
    void Rename(string from, string to);

    /// <summary>Makes all names durable as they are now.</summary>
    void FlushFolder();
}
