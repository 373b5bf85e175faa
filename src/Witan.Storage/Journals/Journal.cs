using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Storage.Disks;

namespace Witan.Storage.Journals;

/// <summary>
/// The memory of a replica: records in order, in preallocated segments, durable batch by batch. Used by one thread at
/// a time. A failed disk operation ends it: every later call is a broken invariant. Format and recovery:
/// docs/formats/journal.md.
/// </summary>
public sealed class Journal : IDisposable
{
    private readonly IDisk _disk;
    private readonly JournalIdentity _identity;
    private readonly JournalOptions _options;
    private readonly uint _seed;
    private readonly List<Segment> _segments;
    private readonly SortedDictionary<int, LiveRecord> _live;
    private readonly CanonicalWriter _frames = new(4096);
    private IDiskFile _file;
    private long _position;
    private ulong _next;
    private uint _place;
    private bool _unfinished;

    internal Journal(IDisk disk, JournalIdentity identity, JournalOptions options, in JournalEnd end)
    {
        _disk = disk;
        _identity = identity;
        _options = options;
        _seed = end.Seed;
        _segments = end.Segments;
        _live = end.Live;
        _file = end.File;
        _position = end.Position;
        _next = end.Next;
    }

    /// <summary>How many segments there are. Grows until <see cref="Truncate"/>, so the core takes snapshots.</summary>
    public int SegmentCount => _segments.Count;

    /// <summary>Bytes of all segments on disk.</summary>
    public long SizeBytes
    {
        get
        {
            var sum = 0L;
            foreach (var segment in _segments) sum += segment.Length;
            return sum;
        }
    }

    /// <summary>The sequence that the next record gets.</summary>
    public ulong NextSequence => _next;

    /// <summary>
    /// Whether there is a journal at all. A replica that finds its key but no journal has lost its memory.
    /// </summary>
    public static bool Exists(IDisk disk)
    {
        foreach (var name in disk.List())
            if (SegmentFiles.IsSegment(name)) return true;
        return false;
    }

    /// <summary>
    /// Makes the journal of a new replica with its genesis record, durably; after a crash it exists whole or not.
    /// </summary>
    /// <param name="disk">The replica's folder, without a journal.</param>
    /// <param name="identity">Whose it is.</param>
    /// <param name="checksumSeed">Any number that others cannot guess: it keeps bytes that somebody chose from
    /// looking like records of this journal.</param>
    /// <param name="options">Sizes.</param>
    /// <exception cref="JournalException">There is one already.</exception>
    public static void Create(IDisk disk, JournalIdentity identity, uint checksumSeed, JournalOptions? options = null)
    {
        if (Exists(disk))
            throw new JournalException(JournalFault.Exists, string.Empty, 0, "there is a journal already");
        RemoveUnfinished(disk);
        var genesis = new JournalBatch();
        genesis.Add(new GenesisRecord(identity.Cluster, identity.Replica));
        var body = genesis.BodyOf(genesis.Entries[0]);
        var frames = new CanonicalWriter();
        var frame = new RecordFrame(RecordKind.Genesis, body.Length, 1, 1, 0, RecordFrame.Sum(checksumSeed, body));
        frame.Write(frames, checksumSeed, body);
        var length = Math.Max((options ?? new JournalOptions()).SegmentBytes, SegmentHeader.Reserved + frame.Size);
        var header = new SegmentHeader(identity, checksumSeed, 1, (ulong)length);
        SegmentFiles.Create(disk, header, frames.Written).Dispose();
    }

    /// <summary>
    /// Reads everything, cuts off what a crash tore, makes the rest durable and stands ready to append.
    /// </summary>
    /// <exception cref="JournalException">Missing, foreign, or damaged: the replica must not start.</exception>
    /// <exception cref="DiskException">The medium failed.</exception>
    public static OpenedJournal Open(
        IDisk disk, MessageCodec codec, JournalIdentity identity, JournalOptions? options = null)
    {
        RemoveUnfinished(disk);
        return new JournalReader(disk, codec, identity).Read(options ?? new JournalOptions());
    }

    /// <summary>
    /// Writes the records of a batch behind the last one. They are durable after <see cref="Flush"/>.
    /// </summary>
    public void Append(JournalBatch batch)
    {
        Begin();
        foreach (var entry in batch.Entries)
        {
            MakeRoom(entry.Length + RecordFrame.Overhead);
            AddFrame(entry.Kind, _next, batch.BodyOf(entry), entry.Replaces, entry.NeededUntil);
        }

        WriteOut();
        End();
    }

    /// <summary>Returns when everything appended is durable.</summary>
    public void Flush()
    {
        Begin();
        FlushFile();
        End();
    }

    /// <summary>
    /// Deletes the oldest segments that hold nothing needed any more: records that name a height at or below
    /// <paramref name="below"/>, and records that a later one replaces. What is still the latest of its kind is
    /// written again, durably, before the segment that held it goes.
    /// </summary>
    /// <param name="below">Covered by a durable snapshot and a stable checkpoint.</param>
    /// <returns>How many segments went.</returns>
    public int Truncate(Height below)
    {
        Begin();
        var gone = 0;
        while (gone < _segments.Count - 1 && (_segments[gone].NeededUntil ?? below) <= below) gone++;
        if (gone > 0)
        {
            CarryForward(_segments[gone].First);
            for (var i = 0; i < gone; i++) DeleteOldest();
        }

        End();
        return gone;
    }

    public void Dispose() => _file.Dispose();

    private static void RemoveUnfinished(IDisk disk)
    {
        foreach (var name in disk.List())
            if (SegmentFiles.IsUnfinished(name)) disk.Delete(name);
    }

    // A disk that failed leaves the flag set: nobody may go on as if nothing had happened.
    private void Begin()
    {
        Invariant.Require(!_unfinished, "J1 a journal whose disk failed is not used again");
        _unfinished = true;
    }

    private void End() => _unfinished = false;

    private void AddFrame(byte kind, ulong origin, ReadOnlySpan<byte> body, int replaces, Height? neededUntil)
    {
        var frame = new RecordFrame(kind, body.Length, _next, origin, _place, RecordFrame.Sum(_seed, body));
        frame.Write(_frames, _seed, body);
        if (kind != RecordKind.JournalFloor)
        {
            _segments[^1].Note(neededUntil);
            if (neededUntil is null) _live[replaces] = new LiveRecord(kind, origin, _next, body.ToArray());
        }

        _next++;
        _place++;
    }

    private void MakeRoom(int size)
    {
        if (_position + _frames.Length + size <= _segments[^1].Length) return;
        WriteOut();
        FlushFile();
        _file.Dispose();
        var length = Math.Max(_options.SegmentBytes, SegmentHeader.Reserved + size);
        _file = SegmentFiles.Create(_disk, new SegmentHeader(_identity, _seed, _next, (ulong)length), []);
        _segments.Add(new Segment(_next, length));
        _position = SegmentHeader.Reserved;
    }

    private void WriteOut()
    {
        if (_frames.Length == 0) return;
        _file.Write(_position, _frames.Written);
        _position += _frames.Length;
        _frames.Clear();
    }

    private void FlushFile()
    {
        _file.Flush();
        _place = 0;
    }

    private void CarryForward(ulong keepFrom)
    {
        var floor = new CanonicalWriter(sizeof(ulong));
        floor.U64(keepFrom);
        MakeRoom(floor.Length + RecordFrame.Overhead);
        AddFrame(RecordKind.JournalFloor, _next, floor.Written, 0, null);
        foreach (var replaces in _live.Keys.ToArray())
        {
            var record = _live[replaces];
            if (record.Sequence >= keepFrom) continue;
            MakeRoom(record.Body.Length + RecordFrame.Overhead);
            AddFrame(record.Kind, record.Origin, record.Body, replaces, null);
        }

        WriteOut();
        FlushFile();
    }

    // One by one, each durably: were two deletions to reach the medium in the other order, a crash would leave a gap.
    private void DeleteOldest()
    {
        _disk.Delete(_segments[0].Name);
        _disk.FlushFolder();
        _segments.RemoveAt(0);
    }
}
