using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Crypto.Trees;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Storage.Disks;

namespace Witan.Storage.Snapshots;

/// <summary>
/// Writes one snapshot piece by piece, so that it can share a disk and a thread with more urgent things. Dropping it
/// half-way leaves an unfinished file that the next start removes.
/// </summary>
public sealed class SnapshotWriter : IDisposable
{
    private readonly SnapshotStore _store;
    private readonly IDisk _disk;
    private readonly Snapshot _snapshot;
    private readonly CanonicalWriter _payload = new(4096);
    private IDiskFile? _file;
    private MapRange.Enumerator _entries;
    private int _map = -1;
    private bool _exhausted;
    private bool _unfinished;
    private long _position;
    private uint _block;

    internal SnapshotWriter(SnapshotStore store, IDisk disk, Snapshot snapshot)
    {
        _store = store;
        _disk = disk;
        _snapshot = snapshot;
        IsDurable = store.Has(snapshot.Commitment.Height);
    }

    /// <summary>Of the snapshot.</summary>
    public Height Height => _snapshot.Commitment.Height;

    /// <summary>The snapshot is on disk under its name: the replica may be told.</summary>
    public bool IsDurable { get; private set; }

    /// <summary>
    /// Writes some more; the last step flushes, names the file, and removes snapshots that are no longer kept.
    /// </summary>
    /// <param name="maxBytes">About how much, at least one block.</param>
    /// <returns><see cref="IsDurable"/>.</returns>
    /// <exception cref="DiskException">The medium failed; this writer is not used again.</exception>
    public bool Step(int maxBytes)
    {
        if (IsDurable) return true;
        Invariant.Require(!_unfinished, "J2 a snapshot whose disk failed is not gone on with");
        _unfinished = true;
        var end = _position + maxBytes;
        if (_file is null) Begin();
        while (!_exhausted && _position < end) WriteEntries();
        if (_exhausted) Finish();
        _unfinished = false;
        return IsDurable;
    }

    public void Dispose() => _file?.Dispose();

    private void Begin()
    {
        var name = SnapshotFiles.NameOf(Height) + SnapshotFiles.Unfinished;
        foreach (var left in _disk.List())
            if (left == name) _disk.Delete(name);
        _file = _disk.Create(name);
        SnapshotHead.Of(_snapshot).Write(_payload);
        WriteBlock();
        _exhausted = !NextMap();
    }

    private bool NextMap()
    {
        if (++_map >= _snapshot.Maps.Count) return false;
        _entries = _snapshot.Maps[_map].Value.Range(KeyRange.All).GetEnumerator();
        return true;
    }

    private void WriteEntries()
    {
        while (_payload.Length < SnapshotBlock.TargetBytes && !_exhausted)
        {
            if (_entries.MoveNext())
            {
                _payload.Bytes(_entries.Current.Key);
                _payload.Bytes(_entries.Current.Value);
            }
            else
            {
                _exhausted = !NextMap();
            }
        }

        if (_payload.Length > 0) WriteBlock();
    }

    private void WriteBlock()
    {
        Invariant.Require(_payload.Length <= SnapshotBlock.MaxPayloadBytes, "J5 an entry of a map is bounded");
        var header = new byte[SnapshotBlock.HeaderSize];
        SnapshotBlock.WriteHeader(header, _block++, _payload.Written);
        _file!.Write(_position, header);
        _file.Write(_position + header.Length, _payload.Written);
        _position += header.Length + _payload.Length;
        _payload.Clear();
    }

    private void Finish()
    {
        // An empty block ends the file, so that one cut at a block's border shows.
        WriteBlock();
        _file!.Flush();
        var name = SnapshotFiles.NameOf(Height);
        _disk.Rename(name + SnapshotFiles.Unfinished, name);
        _disk.FlushFolder();
        _file.Dispose();
        IsDurable = true;
        _store.RemoveOld();
    }
}
