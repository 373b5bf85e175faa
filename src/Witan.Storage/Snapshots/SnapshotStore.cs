using Witan.Core.Execution;
using Witan.Primitives;
using Witan.Storage.Disks;

namespace Witan.Storage.Snapshots;

/// <summary>
/// The snapshots of one replica: the newest two are kept, so that one damaged file does not cost the state.
/// </summary>
/// <param name="disk">The replica's folder; the journal may lie in the same.</param>
/// <param name="cluster">Snapshots of another are refused.</param>
public sealed class SnapshotStore(IDisk disk, Digest cluster)
{
    /// <summary>How many complete snapshots stay.</summary>
    public const int Kept = 2;

    /// <summary>Begins to write; nothing happens before the first <see cref="SnapshotWriter.Step"/>.</summary>
    public SnapshotWriter Begin(Snapshot snapshot) => new(this, disk, snapshot);

    /// <summary>The newest snapshot that verifies. Removes what a crash left unfinished.</summary>
    /// <exception cref="DiskException">The folder cannot be read or changed; a snapshot that cannot be read is
    /// refused.</exception>
    public LoadedSnapshot Load()
    {
        foreach (var name in disk.List())
            if (SnapshotFiles.IsUnfinished(name)) disk.Delete(name);
        var refused = new List<RefusedSnapshot>();
        var heights = Heights();
        for (var i = heights.Count - 1; i >= 0; i--)
        {
            if (TryRead(heights[i], out var refusal) is { } snapshot) return new LoadedSnapshot(snapshot, refused);
            refused.Add(new RefusedSnapshot(SnapshotFiles.NameOf(heights[i]), refusal));
        }

        return new LoadedSnapshot(null, refused);
    }

    internal bool Has(Height height) => Heights().Contains(height);

    /// <summary>Called once a newer one is durable, never before.</summary>
    internal void RemoveOld()
    {
        var heights = Heights();
        for (var i = 0; i < heights.Count - Kept; i++) disk.Delete(SnapshotFiles.NameOf(heights[i]));
        if (heights.Count > Kept) disk.FlushFolder();
    }

    private Snapshot? TryRead(Height height, out string refusal)
    {
        refusal = string.Empty;
        try
        {
            using var file = disk.Open(SnapshotFiles.NameOf(height));
            var reader = new SnapshotReader(file, cluster, height);
            var snapshot = reader.Read();
            refusal = reader.Refusal;
            return snapshot;
        }
        catch (DiskException failure)
        {
            // Unlike the journal, a snapshot has a spare: an older one, or the other replicas.
            refusal = failure.Message;
            return null;
        }
    }

    private List<Height> Heights()
    {
        var heights = new List<Height>();
        foreach (var name in disk.List())
            if (SnapshotFiles.HeightOf(name) is { } height) heights.Add(height);
        heights.Sort();
        return heights;
    }
}
