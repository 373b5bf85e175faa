using Witan.Core.Composition;
using Witan.Core.Messages;
using Witan.Primitives;
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
    /// Names the last loss: <see cref="Digest.Size"/> bytes that were never used before. It stays for good: that the
    /// replica has rejoined since is said by the replicated state, which names the same loss, and no crash can come
    /// between the two.
    /// </summary>
    private const string LossMark = "memory-lost";

    /// <summary>
    /// Reads all that the replica remembers. Without a journal it first marks, durably, that memory was lost, then
    /// makes one.
    /// </summary>
    /// <param name="disk">The replica's folder.</param>
    /// <param name="codec">Decodes records.</param>
    /// <param name="identity">Whose memory.</param>
    /// <param name="checksumSeed">For a journal made after a loss; see <see cref="Journal.Create"/>.</param>
    /// <param name="newLoss">Random bytes that name the loss, if there is one.</param>
    /// <param name="options">Sizes.</param>
    /// <exception cref="JournalException">Foreign or damaged: the replica must not start.</exception>
    /// <exception cref="DiskException">The medium failed.</exception>
    public static RecoveredReplica Recover(
        IDisk disk, MessageCodec codec, JournalIdentity identity, uint checksumSeed, Digest newLoss,
        JournalOptions? options = null)
    {
        if (!Journal.Exists(disk))
        {
            MarkLoss(disk, newLoss);
            Journal.Create(disk, identity, checksumSeed, options);
        }

        var loss = ReadLoss(disk);
        if (loss == Digest.Zero) MarkLoss(disk, newLoss);
        var opened = Journal.Open(disk, codec, identity, options);
        var loaded = new SnapshotStore(disk, identity.Cluster).Load();
        var state = new RecoveredState(loaded.Snapshot, opened.Records, loss == Digest.Zero ? newLoss : loss);
        return new RecoveredReplica(opened.Journal, state, opened.TornBytes, loaded.Refused);
    }

    private static bool IsMarked(IDisk disk)
    {
        foreach (var name in disk.List())
            if (name == LossMark) return true;
        return false;
    }

    /// <returns>Null if memory was never lost; zeros if it was and the mark no longer says which loss it was.</returns>
    private static Digest? ReadLoss(IDisk disk)
    {
        if (!IsMarked(disk)) return null;
        using var mark = disk.Open(LossMark);
        if (mark.Length < Digest.Size) return Digest.Zero;
        var bytes = new byte[Digest.Size];
        mark.Read(0, bytes);
        return new Digest(bytes);
    }

    // Before the new journal, so that no crash leaves a journal that looks as if nothing had happened. Whenever the
    // journal is gone the loss is a new one, also if an earlier one is marked: what was promised since that one is
    // forgotten too.
    private static void MarkLoss(IDisk disk, Digest loss)
    {
        // In place: a mark that is there must not be missing for a moment.
        using (var mark = IsMarked(disk) ? disk.Open(LossMark) : disk.Create(LossMark))
        {
            mark.Write(0, loss.ToArray());
            mark.Flush();
        }

        disk.FlushFolder();
    }
}
