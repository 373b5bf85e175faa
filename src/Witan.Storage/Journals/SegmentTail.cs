namespace Witan.Storage.Journals;

/// <summary>
/// Tells what stands where the next record of the last segment should begin: nothing, what a crash left of an
/// unfinished write, or damage to what was durable.
/// </summary>
/// <remarks>
/// A segment is made of zeros and written forward, so a sector that a crash lost is still zero where the record
/// should be. A record that fails its checksum although each of its sectors was written did not tear: it changed
/// later. A record of a later group behind it was written only after the flush that covered the bad one: it was
/// durable and is gone.
/// </remarks>
internal static class SegmentTail
{
    /// <summary>
    /// The smallest sector in use; a larger one is a multiple, so a lost one shows as several lost ones.
    /// </summary>
    private const int Sector = 512;

    /// <summary>Behind the last byte that is not 0; <paramref name="at"/> if nothing was ever written there.</summary>
    public static int End(ReadOnlySpan<byte> segment, int at) => at + segment[at..].LastIndexOfAnyExcept((byte)0) + 1;

    /// <summary>Why the bytes at <paramref name="at"/> cannot be a torn write; null if they can.</summary>
    /// <param name="segment">The whole last segment.</param>
    /// <param name="at">Where the record with <paramref name="expected"/> should begin, and no intact one does.</param>
    /// <param name="expected">Its sequence.</param>
    /// <param name="seed">Start of the checksums.</param>
    public static string? Damage(ReadOnlySpan<byte> segment, int at, ulong expected, uint seed)
    {
        if (HoldsLaterGroup(segment[(at + 1)..], expected, seed))
            return "a durable record is damaged: later ones follow it";
        if (RecordFrame.ReadHeader(segment[at..], seed) is not { } frame)
        {
            return HasUnwrittenSector(segment, at, Math.Min(at + RecordFrame.HeaderSize, segment.Length))
                ? null
                : "a record's header was written whole and has changed";
        }

        if (frame.Sequence != expected) return "a record stands where another belongs";
        if (frame.Size > segment.Length - at) return "a record is longer than its segment";
        return HasUnwrittenSector(segment, at + RecordFrame.HeaderSize, at + frame.Size)
            ? null
            : "a record was written whole and has changed";
    }

    private static bool HasUnwrittenSector(ReadOnlySpan<byte> segment, int start, int end)
    {
        while (start < end)
        {
            var next = Math.Min(end, ((start / Sector) + 1) * Sector);
            if (segment[start..next].IndexOfAnyExcept((byte)0) < 0) return true;
            start = next;
        }

        return false;
    }

    private static bool HoldsLaterGroup(ReadOnlySpan<byte> rest, ulong expected, uint seed)
    {
        for (var i = rest.IndexOf(RecordFrame.Marker); i >= 0;)
        {
            if (RecordFrame.ReadHeader(rest[i..], seed) is { } frame && frame.GroupStart > expected) return true;
            var next = rest[(i + 1)..].IndexOf(RecordFrame.Marker);
            i = next < 0 ? -1 : i + 1 + next;
        }

        return false;
    }
}
