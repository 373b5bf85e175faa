using Witan.Core.Contract;
using Witan.Primitives.Encoding;

namespace Witan.Storage.Journals;

/// <summary>
/// Records that become durable with one flush, encoded. Belongs to one thread at a time: the release gate fills it,
/// the writer appends it, and hands it back.
/// </summary>
public sealed class JournalBatch
{
    private readonly CanonicalWriter _bodies = new(4096);
    private readonly List<JournalEntry> _entries = [];

    /// <summary>How many records.</summary>
    public int Count => _entries.Count;

    /// <summary>What they will take in the journal.</summary>
    public long Bytes => _bodies.Length + ((long)RecordFrame.Overhead * _entries.Count);

    internal IReadOnlyList<JournalEntry> Entries => _entries;

    /// <summary>The gate's number of the newest record in it.</summary>
    internal ulong Mark { get; set; }

    /// <exception cref="InvariantException">A record that no journal takes: kind 0 or the journal's own, or too
    /// large.</exception>
    public void Add(Record record)
    {
        Invariant.Require(record.Kind is not 0 and not RecordKind.JournalFloor, "J3 a record's kind is its own");
        var start = _bodies.Length;
        record.Write(_bodies);
        var length = _bodies.Length - start;
        Invariant.Require(length <= RecordFrame.MaxBodyBytes, "J4 a record is bounded");
        _entries.Add(new JournalEntry(record.Kind, record.NeededUntil, record.Replaces, start, length));
    }

    internal ReadOnlySpan<byte> BodyOf(JournalEntry entry) => _bodies.Written.Slice(entry.Start, entry.Length);

    internal void Clear()
    {
        _bodies.Clear();
        _entries.Clear();
    }
}
