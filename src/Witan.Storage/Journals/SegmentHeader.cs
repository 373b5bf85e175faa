using Witan.Primitives.Encoding;

namespace Witan.Storage.Journals;

/// <summary>
/// The first bytes of a segment. Written once, before the segment gets its name, and alone in its sectors, so that no
/// later write can tear it.
/// </summary>
/// <param name="Identity">Whose journal.</param>
/// <param name="Seed">Start of every checksum of this journal; see docs/formats/journal.md.</param>
/// <param name="First">Sequence number of the first record.</param>
/// <param name="Length">Bytes of the whole file.</param>
internal readonly record struct SegmentHeader(JournalIdentity Identity, uint Seed, ulong First, ulong Length)
{
    /// <summary>Where records begin: one sector of the larger of the two common sizes.</summary>
    public const int Reserved = 4096;

    private const ulong Magic = 0x4C4E_4A4E_4154_4957; // "WITANJNL" in file order

    // 2: bundles are signed by their digest, and results are kept by bundle, so what replays differs from 1.
    private const uint Version = 2;
    private const int Size = 8 + 4 + 4 + 32 + 4 + 8 + 8 + 4;

    public static string NameOf(ulong first) =>
        "journal-" + first.ToString("D20", System.Globalization.CultureInfo.InvariantCulture) + ".wal";

    public void Write(CanonicalWriter writer)
    {
        var start = writer.Length;
        writer.U64(Magic);
        writer.U32(Version);
        writer.U32(Seed);
        writer.Digest(Identity.Cluster);
        writer.Replica(Identity.Replica);
        writer.U64(First);
        writer.U64(Length);
        writer.U32(Crc32C.Compute(0, writer.Written[start..]));
        writer.Raw(new byte[Reserved - Size]);
    }

    /// <exception cref="JournalException">For anything but the header of a segment of this format.</exception>
    public static SegmentHeader Read(ReadOnlySpan<byte> segment, string file)
    {
        if (segment.Length < Reserved) throw Refuse(JournalFault.Damaged, file, "shorter than a segment header");
        var reader = new CanonicalReader(segment[..Size]);
        if (reader.U64() != Magic) throw Refuse(JournalFault.Damaged, file, "no journal segment");
        var version = reader.U32();
        var seed = reader.U32();
        var identity = new JournalIdentity(reader.Digest(), reader.Replica());
        var header = new SegmentHeader(identity, seed, reader.U64(), reader.U64());
        if (reader.U32() != Crc32C.Compute(0, segment[..(Size - 4)]) || !IsZero(segment[Size..Reserved]))
            throw Refuse(JournalFault.Damaged, file, "the segment header is damaged");
        if (version != Version)
            throw Refuse(JournalFault.UnknownFormat, file, "a format that this build does not know");
        return header;
    }

    private static bool IsZero(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept((byte)0) < 0;

    private static JournalException Refuse(JournalFault fault, string file, string what) => new(fault, file, 0, what);
}
