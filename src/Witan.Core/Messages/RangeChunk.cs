using Witan.Core.Application;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>
/// Consecutive entries of a map of a checkpoint with a proof that, between the first and the last key of the chunk, nothing
/// was left out or added.
/// </summary>
public sealed class RangeChunk : Message
{
    /// <summary>Bytes of entries that a server puts into one chunk.</summary>
    public const int TargetBytes = 512 * 1024;

    /// <summary>Entries of one chunk.</summary>
    public const int MaxEntries = 65_536;

    private const int MaxProofBytes = 2 * 1024 * 1024;

    public required Height Height { get; init; }

    public required string Map { get; init; }

    /// <summary>As asked.</summary>
    public required ReadOnlyMemory<byte> From { get; init; }

    /// <summary>Whether the map ends with this chunk.</summary>
    public required bool IsLast { get; init; }

    /// <summary>Ascending; all entries from <see cref="From"/> to the last of these, or to the end of the map.</summary>
    public required IReadOnlyList<MapEntry> Entries { get; init; }

    /// <summary>Encoded range proof (docs/formats/tree.md).</summary>
    public required ReadOnlyMemory<byte> Proof { get; init; }

    public override byte Type => MessageType.RangeChunk;

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.Height(Height);
        writer.Text(Map);
        writer.Bytes(From.Span);
        writer.Bool(IsLast);
        writer.Count(Entries.Count);
        foreach (var entry in Entries)
        {
            writer.Bytes(entry.Key.Span);
            writer.Bytes(entry.Value.Span);
        }

        writer.Bytes(Proof.Span);
    }

    public static RangeChunk? Read(ref CanonicalReader reader)
    {
        var height = reader.Height();
        var map = reader.Text(Limits.MaxNameBytes);
        var from = reader.Bytes(Limits.MaxKeyBytes);
        var isLast = reader.Bool();
        var entries = new MapEntry[reader.Count(MaxEntries, 8)];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new MapEntry(reader.Bytes(Limits.MaxKeyBytes), reader.Bytes(Limits.MaxFrameBytes));
        var proof = reader.Bytes(MaxProofBytes);
        if (reader.Failed) return null;
        return new RangeChunk
        {
            Height = height, Map = map, From = from, IsLast = isLast, Entries = entries, Proof = proof,
        };
    }
}
