using Witan.Storage.Disks;

namespace Witan.TestKit.Storage;

/// <summary>
/// A disk in memory with a volatile cache: after a crash any subset of the sectors and of the name changes that were
/// not flushed is there, the rest is as it was.
/// </summary>
/// <param name="sectorBytes">512 or 4096: what a crash leaves old or new as a whole.</param>
public sealed class MemoryDisk(int sectorBytes = 512) : IDisk
{
    private readonly List<NameChange> _unsynced = [];
    private SortedDictionary<string, MemoryFileContent> _medium = new(StringComparer.Ordinal);
    private SortedDictionary<string, MemoryFileContent> _seen = new(StringComparer.Ordinal);
    private bool _failNextFlush;
    private bool _loseNextFlush;
    private int _life;

    /// <summary>How many operations changed something or asked for durability so far.</summary>
    public int Operations { get; private set; }

    /// <summary>The operation, counted from 0, in front of which the machine stops; negative for none.</summary>
    public int CrashBefore { get; set; } = -1;

    /// <summary>The next flush, of a file or the folder, reports a failure and makes nothing durable.</summary>
    public void FailNextFlush() => _failNextFlush = true;

    /// <summary>The next flush reports success and makes nothing durable.</summary>
    public void LoseFlush() => _loseNextFlush = true;

    /// <summary>Flips bits on the medium.</summary>
    public void Corrupt(string file, long offset, byte mask = 1) => _seen[file].Corrupt(offset, mask);

    /// <summary>Shortens a file on the medium.</summary>
    public void CutTo(string file, long length) => _seen[file].CutTo(length);

    /// <summary>What the running system sees in a file.</summary>
    public ReadOnlyMemory<byte> Contents(string file) => _seen[file].Seen;

    /// <summary>The machine stops and starts again. Open files are gone.</summary>
    /// <param name="survives">Asked once per unflushed sector, length and name change.</param>
    public void Crash(Func<bool> survives)
    {
        foreach (var change in _unsynced)
            if (survives()) change.Apply(_medium);
        _unsynced.Clear();
        foreach (var content in _medium.Values) content.Crash(survives);
        _seen = new SortedDictionary<string, MemoryFileContent>(_medium, StringComparer.Ordinal);
        CrashBefore = -1;
        _failNextFlush = _loseNextFlush = false;
        _life++;
    }

    public void Crash(Random random) => Crash(() => random.Next(2) == 0);

    /// <summary>Another disk in the same state, to let several crashes begin at one point.</summary>
    public MemoryDisk Copy()
    {
        var copies = new Dictionary<MemoryFileContent, MemoryFileContent>(ReferenceEqualityComparer.Instance);
        MemoryFileContent CopyOf(MemoryFileContent content) =>
            copies.TryGetValue(content, out var known) ? known : copies[content] = content.Copy();
        var disk = new MemoryDisk(sectorBytes) { Operations = Operations };
        foreach (var (name, content) in _medium) disk._medium[name] = CopyOf(content);
        foreach (var (name, content) in _seen) disk._seen[name] = CopyOf(content);
        foreach (var change in _unsynced)
            disk._unsynced.Add(change with { Content = change.Content is null ? null : CopyOf(change.Content) });
        return disk;
    }

    public IReadOnlyList<string> List() => [.. _seen.Keys];

    public IDiskFile Create(string name)
    {
        Count();
        if (_seen.ContainsKey(name)) throw new DiskException(name + " exists");
        var content = new MemoryFileContent(sectorBytes);
        Change(new NameChange(name, null, content));
        return new OpenFile(this, content);
    }

    public IDiskFile Open(string name) => new OpenFile(
        this, _seen.TryGetValue(name, out var content) ? content : throw new DiskException(name + " is missing"));

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
        if (!FlushHappens()) return;
        _medium = new SortedDictionary<string, MemoryFileContent>(_seen, StringComparer.Ordinal);
        _unsynced.Clear();
    }

    private void Change(NameChange change)
    {
        change.Apply(_seen);
        _unsynced.Add(change);
    }

    private void Count()
    {
        if (CrashBefore == Operations) throw new SimulatedCrashException();
        Operations++;
    }

    private bool FlushHappens()
    {
        if (_failNextFlush) throw new DiskException("the flush failed");
        var happens = !_loseNextFlush;
        _loseNextFlush = false;
        return happens;
    }

    /// <summary>
    /// Create (content), delete (neither), or rename (other name): what a crash may keep or lose as one.
    /// </summary>
    private sealed record NameChange(string Name, string? NewName, MemoryFileContent? Content)
    {
        public void Apply(SortedDictionary<string, MemoryFileContent> names)
        {
            if (Content is not null) names[Name] = Content;
            else if (names.Remove(Name, out var moved) && NewName is not null) names[NewName] = moved;
        }
    }

    private sealed class OpenFile(MemoryDisk disk, MemoryFileContent content) : IDiskFile
    {
        private readonly int _life = disk._life;

        public long Length => Content.Seen.Length;

        private MemoryFileContent Content =>
            _life == disk._life ? content : throw new DiskException("the file was open before the machine stopped");

        public void Read(long offset, Span<byte> buffer)
        {
            if (offset + buffer.Length > Content.Seen.Length) throw new DiskException("the file ends here");
            Content.Seen.AsSpan((int)offset, buffer.Length).CopyTo(buffer);
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            disk.Count();
            if (offset > Content.Seen.Length) throw new DiskException("a write beyond the end");
            Content.Write(offset, bytes);
        }

        public void Preallocate(long length)
        {
            disk.Count();
            Content.Grow(length);
        }

        public void Flush()
        {
            disk.Count();
            if (disk.FlushHappens()) Content.Flush();
        }

        public void Dispose()
        {
        }
    }
}
