using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives.Encoding;
using Witan.Storage.Disks;

namespace Witan.Storage.Journals;

/// <summary>Reads a journal from its first segment to its end; see docs/formats/journal.md, "Recovery".</summary>
internal sealed class JournalReader(IDisk disk, MessageCodec codec, JournalIdentity identity)
{
    private readonly List<Segment> _segments = [];
    private readonly List<Record> _records = [];
    private readonly SortedDictionary<ulong, Record> _carried = [];
    private readonly SortedDictionary<int, LiveRecord> _live = [];
    private ulong _floor = 1;
    private ulong _next;
    private uint _seed;
    private string _file = string.Empty;

    public OpenedJournal Read(JournalOptions options)
    {
        var firsts = FindSegments();
        _next = firsts[0];
        for (var i = 0; i < firsts.Count - 1; i++) ReadSealed(firsts[i], firsts[i + 1]);
        var (file, position, torn) = ReadLast(firsts[^1]);
        if (firsts[0] > _floor)
            throw new JournalException(
                JournalFault.Damaged, SegmentHeader.NameOf(firsts[0]), 0, "segments before this one are missing");
        var records = InOrder();
        if (records.Count == 0 || records[0] is not GenesisRecord genesis
            || genesis.Cluster != identity.Cluster || genesis.Replica != identity.Replica)
            throw Damaged(SegmentHeader.Reserved, "the genesis record is missing");
        var end = new JournalEnd(_seed, _segments, _live, file, position, _next);
        return new OpenedJournal(new Journal(disk, identity, options, end), records, torn);
    }

    private List<ulong> FindSegments()
    {
        var firsts = new List<ulong>();
        foreach (var name in disk.List())
        {
            if (!SegmentFiles.IsSegment(name)) continue;
            firsts.Add(SegmentFiles.FirstOf(name)
                ?? throw new JournalException(JournalFault.Damaged, name, 0, "a name that no journal gives"));
        }

        if (firsts.Count == 0)
            throw new JournalException(
                JournalFault.Missing, string.Empty, 0, "no journal: the replica has lost its memory");
        firsts.Sort();
        return firsts;
    }

    private void ReadSealed(ulong first, ulong end)
    {
        var bytes = Load(first);
        var position = ReadFrames(bytes, end);
        if (_next != end) throw Damaged(position, "a record is damaged, or the next segment does not follow this one");
    }

    private (IDiskFile File, long Position, long Torn) ReadLast(ulong first)
    {
        var bytes = Load(first);
        var position = ReadFrames(bytes, ulong.MaxValue);
        var torn = SegmentTail.End(bytes, position) - position;
        if (torn > 0 && SegmentTail.Damage(bytes, position, _next, _seed) is { } damage)
            throw Damaged(position, damage);
        var file = disk.Open(_file);
        if (torn > 0) file.Write(position, new byte[torn]);

        // What a killed process wrote and never flushed was read above and will be acted on, so it must not be lost
        // later.
        file.Flush();
        disk.FlushFolder();
        return (file, position, torn);
    }

    private byte[] Load(ulong first)
    {
        _file = SegmentHeader.NameOf(first);
        using var file = disk.Open(_file);
        var bytes = new byte[file.Length];
        file.Read(0, bytes);
        var header = SegmentHeader.Read(bytes, _file);
        if (header.Identity != identity)
            throw new JournalException(JournalFault.Foreign, _file, 0, string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"belongs to {header.Identity.Replica} of cluster {header.Identity.Cluster.Abbreviated}, "
                + $"not to {identity.Replica} of cluster {identity.Cluster.Abbreviated}"));
        if (header.First != first) throw Damaged(0, "the segment has the name of another");
        if (header.Length != (ulong)bytes.Length) throw Damaged(bytes.Length, "the file is not as long as it was made");
        if (_segments.Count > 0 && header.Seed != _seed) throw Damaged(0, "the segment belongs to another journal");
        if (first != _next) throw Damaged(0, "segments before this one are missing");
        _seed = header.Seed;
        _segments.Add(new Segment(first, bytes.Length));
        return bytes;
    }

    /// <summary>
    /// Takes records until one is not intact or <paramref name="end"/> is reached; returns where it stopped.
    /// </summary>
    private int ReadFrames(ReadOnlySpan<byte> segment, ulong end)
    {
        var position = SegmentHeader.Reserved;
        while (_next < end)
        {
            var rest = segment[position..];
            if (RecordFrame.ReadHeader(rest, _seed) is not { } frame || frame.Sequence != _next) break;
            if (!frame.TryBody(rest, _seed, out var body)) break;
            Take(frame, body, position);
            position += frame.Size;
            _next++;
        }

        return position;
    }

    private void Take(in RecordFrame frame, ReadOnlySpan<byte> body, int position)
    {
        if (frame.Kind == RecordKind.JournalFloor)
        {
            var reader = new CanonicalReader(body);
            _floor = reader.U64();
            if (!reader.Complete) throw Damaged(position, "a floor that does not decode");
            return;
        }

        var record = codec.DecodeRecord(frame.Kind, body);
        if (record is null) throw Damaged(position, "an intact record does not decode");
        if (frame.Origin == frame.Sequence) _records.Add(record);
        else if (frame.Origin < _segments[0].First) _carried[frame.Origin] = record;
        _segments[^1].Note(record.NeededUntil);
        if (record.NeededUntil is null)
            _live[record.Replaces] = new LiveRecord(frame.Kind, frame.Origin, frame.Sequence, body.ToArray());
    }

    private List<Record> InOrder() => [.. _carried.Values, .. _records];

    private JournalException Damaged(long offset, string what) => new(JournalFault.Damaged, _file, offset, what);
}
