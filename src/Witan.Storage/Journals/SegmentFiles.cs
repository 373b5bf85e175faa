using System.Globalization;
using Witan.Primitives.Encoding;
using Witan.Storage.Disks;

namespace Witan.Storage.Journals;

/// <summary>Names and makes the files of segments.</summary>
internal static class SegmentFiles
{
    public const string Unfinished = ".tmp";

    private const string Prefix = "journal-";
    private const string Suffix = ".wal";

    public static bool IsSegment(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal);

    public static bool IsUnfinished(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
        && name.EndsWith(Suffix + Unfinished, StringComparison.Ordinal);

    /// <summary>The first sequence that a segment's name claims; null for a name that no journal gives.</summary>
    public static ulong? FirstOf(string name)
    {
        var digits = name.AsSpan(Prefix.Length, name.Length - Prefix.Length - Suffix.Length);
        return ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && SegmentHeader.NameOf(first) == name
            ? first
            : null;
    }

    /// <summary>
    /// Makes a segment that is complete and durable before it has its name: after a crash it is there whole or not at
    /// all.
    /// </summary>
    /// <param name="disk">Where.</param>
    /// <param name="header">Its header.</param>
    /// <param name="frames">What it begins with.</param>
    /// <returns>The open file, positioned by the caller behind what was written.</returns>
    public static IDiskFile Create(IDisk disk, SegmentHeader header, ReadOnlySpan<byte> frames)
    {
        var name = SegmentHeader.NameOf(header.First);
        var file = disk.Create(name + Unfinished);
        file.Preallocate((long)header.Length);
        var writer = new CanonicalWriter(SegmentHeader.Reserved + frames.Length);
        header.Write(writer);
        writer.Raw(frames);
        file.Write(0, writer.Written);
        file.Flush();
        disk.Rename(name + Unfinished, name);
        disk.FlushFolder();
        return file;
    }
}
