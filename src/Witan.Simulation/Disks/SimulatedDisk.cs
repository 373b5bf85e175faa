using Witan.Storage.Disks;

namespace Witan.Simulation.Disks;

/// <summary>
/// A disk in memory with a volatile cache: after a crash any subset of the sectors and of the name changes that were
/// not flushed is there, the rest is as it was. Faults are set from outside.
/// </summary>
/// <param name="faults">What goes wrong; null for a disk that works.</param>
/// <param name="sectorBytes">What a crash leaves old or new as a whole: 512 or 4096.</param>
public sealed class SimulatedDisk(DiskFaults? faults = null, int sectorBytes = SimulatedDisk.DefaultSectorBytes) : IDisk
{
    public const int DefaultSectorBytes = 4096;

    private readonly List<NameChange> _unsynced = [];
    private SortedDictionary<string, SimulatedFile> _medium = new(StringComparer.Ordinal);
    private SortedDictionary<string, SimulatedFile> _seen = new(StringComparer.Ordinal);
    private int _life;

    /// <summary>Operations that changed something or asked for durability.</summary>
    public long Operations { get; private set; }

    /// <summary>What goes wrong; none by default.</summary>
    public DiskFaults Faults { get; } = faults ?? new DiskFaults();

    public IReadOnlyList<string> List() => [.. _seen.Keys];

    /// <summary>Bytes of all files, as the running system sees them.</summary>
    public long UsedBytes
    {
        get
        {
            var sum = 0L;
            foreach (var file in _seen.Values) sum += file.Length;
            return sum;
        }
    }

    /// <summary>The machine stops and starts again. Open files are gone.</summary>
    /// <param name="survives">Asked once per unflushed sector, length and name change, in a fixed order.</param>
    public void Crash(Func<bool> survives)
    {
        foreach (var change in _unsynced)
        {
            if (survives()) change.Apply(_medium);
        }

        _unsynced.Clear();
        foreach (var file in _medium.Values) file.Crash(survives);
        _seen = new SortedDictionary<string, SimulatedFile>(_medium, StringComparer.Ordinal);
        _life++;
    }

    /// <summary>What an old backup would hold: everything as it is on the medium now.</summary>
    public SimulatedDisk Image()
    {
        var image = new SimulatedDisk(Faults, sectorBytes);
        foreach (var (name, file) in _medium)
        {
            var copy = file.MediumCopy();
            image._medium.Add(name, copy);
            image._seen.Add(name, copy);
        }

        return image;
    }

    /// <summary>Flips one bit of some written sector, on the medium too; nothing on an empty disk.</summary>
    public void Rot(Chance.Dice dice)
    {
        var written = new List<string>();
        foreach (var (name, file) in _seen)
        {
            if (file.Length > 0) written.Add(name);
        }

        if (written.Count == 0) return;
        var chosen = dice.Pick(written);
        Corrupt(chosen, dice.Below(_seen[chosen].Length), (byte)(1 << (int)dice.Below(8)));
    }

    /// <summary>Flips one bit of a file, on the medium too.</summary>
    public void Corrupt(string name, long offset, byte mask) => _seen[name].Corrupt(offset, mask);

    /// <summary>Length of a file.</summary>
    public long LengthOf(string name) => _seen[name].Length;

    public IDiskFile Create(string name)
    {
        Count();
        if (_seen.ContainsKey(name)) throw new DiskException(name + " exists");
        var file = new SimulatedFile(sectorBytes);
        Change(new NameChange(name, null, file));
        return new OpenFile(this, file);
    }

    public IDiskFile Open(string name) => new OpenFile(
        this, _seen.TryGetValue(name, out var file) ? file : throw new DiskException(name + " is missing"));

    public void Delete(string name)
    {
        Count();
        if (!_seen.ContainsKey(name)) throw new DiskException(name + " is missing");
        Change(new NameChange(name, null, null));
    }

    public void Rename(string from, string to)
    {
        Count();
        if (!_seen.ContainsKey(from)) throw new DiskException(from + " is missing");
        if (_seen.ContainsKey(to)) throw new DiskException(to + " exists");
        Change(new NameChange(from, to, null));
    }

    public void FlushFolder()
    {
        Count();
        if (!Faults.FlushHappens()) return;
        _medium = new SortedDictionary<string, SimulatedFile>(_seen, StringComparer.Ordinal);
        _unsynced.Clear();
    }

    private void Change(NameChange change)
    {
        change.Apply(_seen);
        _unsynced.Add(change);
    }

    private void Count() => Operations++;

    private void RequireSpace(long more)
    {
        if (Faults.CapacityBytes == long.MaxValue || more <= 0) return;
        if (UsedBytes + more > Faults.CapacityBytes) throw new DiskException("no space is left");
    }

    /// <summary>Create (file), delete (neither), or rename (other name): what a crash keeps or loses as one.</summary>
    private sealed record NameChange(string Name, string? NewName, SimulatedFile? File)
    {
        public void Apply(SortedDictionary<string, SimulatedFile> names)
        {
            if (File is not null) names[Name] = File;
            else if (names.Remove(Name, out var moved) && NewName is not null) names[NewName] = moved;
        }
    }

    private sealed class OpenFile(SimulatedDisk disk, SimulatedFile file) : IDiskFile
    {
        private readonly int _life = disk._life;

        public long Length => File.Length;

        private SimulatedFile File =>
            _life == disk._life ? file : throw new DiskException("the file was open before the machine stopped");

        public void Read(long offset, Span<byte> buffer)
        {
            if (disk.Faults.BitRot(buffer.Length) is { } rot && offset + rot.Offset < File.Length)
                File.Corrupt(offset + rot.Offset, rot.Mask);
            File.Read(offset, buffer);
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            disk.Count();
            if (offset > File.Length) throw new DiskException("a write beyond the end");
            disk.RequireSpace(offset + bytes.Length - File.Length);
            File.Write(disk.Faults.Place(offset, bytes.Length, File.Length), bytes);
        }

        public void Preallocate(long length)
        {
            disk.Count();
            disk.RequireSpace(length - File.Length);
            File.Grow(length);
        }

        public void Flush()
        {
            disk.Count();
            if (disk.Faults.FlushHappens()) File.Flush();
        }

        public void Dispose()
        {
        }
    }
}
