using Witan.Storage.Disks;

namespace Witan.Simulation.Disks;

/// <summary>
/// What a file holds as the running system sees it, and what the medium held of each sector that was written since the
/// last flush: a flush forgets those, a crash may bring them back. So a flush costs what was written, not what the file
/// holds.
/// </summary>
internal sealed class SimulatedFile(int sectorBytes)
{
    private const int MaxSpare = 16;

    private readonly SortedDictionary<int, byte[]> _before = [];
    private readonly Stack<byte[]> _spare = new();
    private byte[] _bytes = [];
    private long _mediumLength;

    public long Length { get; private set; }

    public void Read(long offset, Span<byte> buffer)
    {
        if (offset + buffer.Length > Length) throw new DiskException("the file ends here");
        _bytes.AsSpan((int)offset, buffer.Length).CopyTo(buffer);
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        var end = offset + bytes.Length;
        for (var sector = (int)(offset / sectorBytes); (long)sector * sectorBytes < end; sector++) Remember(sector);
        Grow(end);
        bytes.CopyTo(_bytes.AsSpan((int)offset));
    }

    public void Grow(long length)
    {
        if (length <= Length) return;
        if (length > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Max(length, Math.Min(2L * _bytes.Length, 1 << 24)));
        Length = length;
    }

    public void Flush()
    {
        _mediumLength = Length;
        foreach (var sector in _before.Values)
        {
            if (_spare.Count < MaxSpare) _spare.Push(sector);
        }

        _before.Clear();
    }

    /// <summary>Each sector that was not flushed is as before or as written; so is the length.</summary>
    public void Crash(Func<bool> survives)
    {
        if (Length != _mediumLength && !survives()) Shorten(_mediumLength);
        foreach (var (sector, bytes) in _before)
        {
            if (!survives()) Restore(sector, bytes);
        }

        Flush();
    }

    public void Corrupt(long offset, byte mask)
    {
        _bytes[offset] ^= mask;
        var sector = (int)(offset / sectorBytes);
        if (_before.TryGetValue(sector, out var before)) before[offset % sectorBytes] ^= mask;
    }

    /// <summary>A file with what is on the medium now.</summary>
    public SimulatedFile MediumCopy()
    {
        var copy = new SimulatedFile(sectorBytes) { _bytes = [.. _bytes], Length = Length };
        copy.Shorten(_mediumLength);
        foreach (var (sector, bytes) in _before) copy.Restore(sector, bytes);
        copy.Flush();
        return copy;
    }

    private void Remember(int sector)
    {
        if (_before.ContainsKey(sector)) return;
        if (!_spare.TryPop(out var before)) before = new byte[sectorBytes];
        var start = (long)sector * sectorBytes;
        var count = (int)Math.Clamp(Length - start, 0, sectorBytes);
        if (count > 0) _bytes.AsSpan((int)start, count).CopyTo(before);
        before.AsSpan(Math.Max(count, 0)).Clear();
        _before.Add(sector, before);
    }

    private void Shorten(long length)
    {
        if (length >= Length) return;
        _bytes.AsSpan((int)length, (int)(Length - length)).Clear();
        Length = length;
    }

    private void Restore(int sector, byte[] before)
    {
        var start = (long)sector * sectorBytes;
        var count = (int)Math.Clamp(Length - start, 0, sectorBytes);
        if (count > 0) before.AsSpan(0, count).CopyTo(_bytes.AsSpan((int)start));
    }
}
