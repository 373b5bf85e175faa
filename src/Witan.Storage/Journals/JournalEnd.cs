using Witan.Storage.Disks;

namespace Witan.Storage.Journals;

/// <summary>Where a reader of the journal arrived, and from where a writer goes on.</summary>
/// <param name="Seed">Start of every checksum.</param>
/// <param name="Segments">In order; the last one is written to.</param>
/// <param name="Live">The latest records that only a later one replaces, by what they replace.</param>
/// <param name="File">The last segment.</param>
/// <param name="Position">Where the next record begins in it.</param>
/// <param name="Next">Its sequence.</param>
internal readonly record struct JournalEnd(
    uint Seed, List<Segment> Segments, SortedDictionary<int, LiveRecord> Live, IDiskFile File, long Position,
    ulong Next);
