namespace Witan.TestKit.Storage;

/// <summary>What a file holds: on the medium, and as the running system sees it through the volatile cache.</summary>
internal sealed class MemoryFileContent(int sectorBytes)
{
    private readonly SortedSet<int> _unsynced = [];
    private byte[] _medium = [];

    public byte[] Seen { get; private set; } = [];

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        var end = (int)offset + bytes.Length;
        if (end > Seen.Length) Grow(end);
        bytes.CopyTo(Seen.AsSpan((int)offset));
        for (var sector = (int)offset / sectorBytes; sector * sectorBytes < end; sector++) _unsynced.Add(sector);
    }

    public void Grow(long length)
    {
        if (length <= Seen.Length) return;
        var grown = new byte[length];
        Seen.CopyTo(grown, 0);
        Seen = grown;
    }

    public void Flush()
    {
        _medium = [.. Seen];
        _unsynced.Clear();
    }

    /// <summary>Each sector that was not flushed is as before or as written; so is the length.</summary>
    public void Crash(Func<bool> survives)
    {
        var length = survives() ? Seen.Length : Math.Min(_medium.Length, Seen.Length);
        var left = new byte[length];
        _medium.AsSpan(0, Math.Min(length, _medium.Length)).CopyTo(left);
        foreach (var sector in _unsynced)
        {
            var start = sector * sectorBytes;
            var end = Math.Min(start + sectorBytes, length);
            if (survives() && start < end) Seen.AsSpan(start, end - start).CopyTo(left.AsSpan(start));
        }

        _medium = left;
        Seen = [.. left];
        _unsynced.Clear();
    }

    public void Corrupt(long offset, byte mask)
    {
        Seen[offset] ^= mask;
        if (offset < _medium.Length) _medium[offset] ^= mask;
    }

    /// <summary>Cuts the file on the medium too, as a broken copy would.</summary>
    public void CutTo(long length)
    {
        Seen = Seen[..(int)length];
        _medium = [.. Seen];
    }

    public MemoryFileContent Copy()
    {
        var copy = new MemoryFileContent(sectorBytes) { _medium = [.. _medium], Seen = [.. Seen] };
        copy._unsynced.UnionWith(_unsynced);
        return copy;
    }
}
