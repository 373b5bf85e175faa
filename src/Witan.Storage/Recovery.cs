using Witan.Core.Composition;
using Witan.Core.Messages;
using Witan.Storage.Disks;
using Witan.Storage.Journals;
using Witan.Storage.Snapshots;

namespace Witan.Storage;

/// <summary>
/// The first and every later start of a replica, on the disk. A new replica gets its journal from <see
/// cref="Journal.Create"/> before it gets a key; whoever starts with a key and without a journal has lost its memory.
/// </summary>
public static class Recovery
{
    /// <summary>
    /// There while the replica must not vote: a journal made after a loss does not know what was promised before.
    /// </summary>
    private const string LostMemoryMark = "memory-lost";

    /// <summary>
    /// Reads all that the replica remembers. Without a journal it makes one and marks, durably, that memory was lost.
    /// </summary>
    /// <param name="disk">The replica's folder.</param>
    /// <param name="codec">Decodes records.</param>
    /// <param name="identity">Whose memory.</param>
    /// <param name="checksumSeed">For a journal made after a loss; see <see cref="Journal.Create"/>.</param>
    /// <param name="options">Sizes.</param>
    /// <exception cref="JournalException">Foreign or damaged: the replica must not start.</exception>
    /// <exception cref="DiskException">The medium failed.</exception>
    public static RecoveredReplica Recover(
        IDisk disk, MessageCodec codec, JournalIdentity identity, uint checksumSeed, JournalOptions? options = null)
    {
        if (!Journal.Exists(disk))
        {
            MarkLoss(disk);
            Journal.Create(disk, identity, checksumSeed, options);
        }

        var opened = Journal.Open(disk, codec, identity, options);
        var loaded = new SnapshotStore(disk, identity.Cluster).Load();
        var state = new RecoveredState(loaded.Snapshot, opened.Records, HasLostMemory(disk));
        return new RecoveredReplica(opened.Journal, state, opened.TornBytes, loaded.Refused);
    }

    /// <summary>Whether a loss was noticed and the replica has not rejoined since.</summary>
    public static bool HasLostMemory(IDisk disk)
    {
        foreach (var name in disk.List())
            if (name == LostMemoryMark) return true;
        return false;
    }

    /// <summary>
    /// The replica rejoined under a configuration that was not there before the loss: it votes from here on.
    /// </summary>
    public static void Rejoined(IDisk disk)
    {
        if (!HasLostMemory(disk)) return;
        disk.Delete(LostMemoryMark);
        disk.FlushFolder();
    }

    // Before the new journal, so that no crash leaves a journal that looks as if nothing had happened.
    private static void MarkLoss(IDisk disk)
    {
        if (!HasLostMemory(disk))
        {
            using var mark = disk.Create(LostMemoryMark);
            mark.Flush();
        }

        disk.FlushFolder();
    }
}
