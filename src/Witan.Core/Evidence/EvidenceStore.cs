using System.Numerics;
using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Core.Evidence;

/// <summary>
/// Signed lies (RULES 9): the first pair per member, kind and configuration, and how many there were. Bounded per
/// member, so that one liar pushes out nobody else's; no checkpoint and no truncation touches it.
/// </summary>
public sealed class EvidenceStore
{
    /// <summary>
    /// Pairs in all: the f of the largest group, each with every kind of statement that promises something.
    /// </summary>
    public const int MaxPairs = 512;

    /// <summary>Pairs of one member: every kind under several configurations.</summary>
    public const int MaxPairsPerMember = 32;

    /// <summary>Bytes of one member's pairs; below it, one more of the largest fits.</summary>
    public const int MaxBytesPerMember = 4 * EvidencePair.MaxBytes;

    private readonly SortedList<EvidenceKey, Entry> _entries = [];

    /// <summary>What the journal held.</summary>
    public static EvidenceStore Restore(IReadOnlyList<Record> records)
    {
        var store = new EvidenceStore();
        foreach (var record in records)
        {
            if (record is EvidenceRecord { Pair: var pair } evidence)
                store._entries[pair.Key] = new Entry(evidence.Place, pair) { Count = evidence.Count };
        }

        return store;
    }

    /// <summary>In order.</summary>
    public IReadOnlyList<EvidenceKey> Keys => [.. _entries.Keys];

    /// <summary>Proved lies, in order: the first pair of each and how often that kind was seen.</summary>
    public int Pairs => _entries.Count;

    public IReadOnlyList<(EvidencePair Pair, ulong Count)> All => [.. _entries.Values.Select(e => (e.Pair, e.Count))];

    public EvidencePair? Find(EvidenceKey key) => _entries.GetValueOrDefault(key)?.Pair;

    /// <summary>Whether a pair of this member that is not held yet would be kept, whatever its size.</summary>
    public bool HasRoomFor(ReplicaId member)
    {
        var (pairs, bytes) = (0, 0);
        foreach (var (key, entry) in _entries)
        {
            if (key.Member != member) continue;
            pairs++;
            bytes += entry.Pair.Bytes;
        }

        return _entries.Count < MaxPairs && pairs < MaxPairsPerMember
            && bytes <= MaxBytesPerMember - EvidencePair.MaxBytes;
    }

    /// <summary>Takes a pair that is a lie and whose signatures were checked.</summary>
    /// <param name="pair">What was said.</param>
    /// <param name="record">What is worth writing down: a new pair, or a count that has doubled.</param>
    /// <returns>False if there is no room for it: it was seen, and cannot be shown.</returns>
    public bool Add(EvidencePair pair, out EvidenceRecord? record)
    {
        record = null;
        if (_entries.TryGetValue(pair.Key, out var entry))
        {
            entry.Count++;
            if (BitOperations.IsPow2(entry.Count)) record = entry.ToRecord();
            return true;
        }

        if (pair.Bytes > EvidencePair.MaxBytes || !HasRoomFor(pair.Key.Member)) return false;
        entry = new Entry((ushort)_entries.Count, pair) { Count = 1 };
        _entries.Add(pair.Key, entry);
        record = entry.ToRecord();
        return true;
    }

    private sealed class Entry(ushort place, EvidencePair pair)
    {
        public EvidencePair Pair { get; } = pair;

        public ulong Count { get; set; }

        public EvidenceRecord ToRecord() => new(place, Count, Pair);
    }
}
