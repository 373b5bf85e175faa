using Witan.Core.Execution;
using Witan.Crypto.Trees;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Storage.Disks;

namespace Witan.Storage.Snapshots;

/// <summary>
/// Reads one snapshot and believes nothing: blocks by checksum, entries by their order, maps by the state root of the
/// commitment, which a certificate names. Whether the certificate's signatures verify is the core's to ask.
/// </summary>
internal sealed class SnapshotReader(IDiskFile file, Digest cluster, Height height)
{
    private readonly long _length = file.Length;
    private long _position;
    private uint _block;
    private byte[] _payload = [];
    private int _at;

    /// <summary>Why the file is refused, if <see cref="Read"/> returned null.</summary>
    public string Refusal { get; private set; } = string.Empty;

    /// <exception cref="DiskException">The medium failed.</exception>
    public Snapshot? Read()
    {
        if (!NextBlock()) return Refuse("the first block is damaged");
        if (SnapshotHead.Read(_payload) is not { } head) return Refuse("no head of a known format");
        if (head.Commitment.Cluster != cluster) return Refuse("belongs to another cluster");
        if (head.Commitment.Height != height) return Refuse("its name says another height");
        if (head.Certificate.Commitment != head.Commitment) return Refuse("its certificate is for another commitment");
        _at = _payload.Length;
        var maps = new List<KeyValuePair<string, AuthenticatedMap>>();
        foreach (var (name, count) in head.Maps)
        {
            if (ReadMap(count) is not { } map) return Refuse("map " + name + " is damaged");
            maps.Add(KeyValuePair.Create(name, map));
        }

        if (_at != _payload.Length || !NextBlock() || _payload.Length != 0 || _position != _length)
            return Refuse("it does not end where it should");
        var snapshot = new Snapshot(head.Commitment, head.Certificate, maps);
        return snapshot.ToState().Root == head.Commitment.State
            ? snapshot
            : Refuse("its entries do not hash to the state root of the commitment");
    }

    private AuthenticatedMap? ReadMap(ulong count)
    {
        var builder = new SortedMapBuilder();
        for (var i = 0UL; i < count; i++)
            if (!TryEntry(out var key, out var value) || !builder.TryAdd(key, value)) return null;
        return builder.ToMap();
    }

    // An entry never crosses the border of a block.
    private bool TryEntry(out byte[] key, out byte[] value)
    {
        key = value = [];
        if (_at == _payload.Length && (!NextBlock() || _payload.Length == 0)) return false;
        var reader = new CanonicalReader(_payload.AsSpan(_at));
        key = reader.Bytes(AuthenticatedMap.MaxKeyBytes);
        value = reader.Bytes(SnapshotBlock.MaxPayloadBytes);
        _at = _payload.Length - reader.Remaining;
        return !reader.Failed;
    }

    private bool NextBlock()
    {
        _at = 0;
        if (_length - _position < SnapshotBlock.HeaderSize) return false;
        var header = new byte[SnapshotBlock.HeaderSize];
        file.Read(_position, header);
        if (!SnapshotBlock.TryReadHeader(header, _block, out var length, out var sum)) return false;
        if (length > _length - _position - SnapshotBlock.HeaderSize) return false;
        _payload = new byte[length];
        file.Read(_position + SnapshotBlock.HeaderSize, _payload);
        _position += SnapshotBlock.HeaderSize + length;
        return SnapshotBlock.Sum(_block++, _payload) == sum;
    }

    private Snapshot? Refuse(string why)
    {
        Refusal = why;
        return null;
    }
}
