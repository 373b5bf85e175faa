using Witan.Primitives.Encoding;

namespace Witan.Registry;

/// <summary>One entry as a client sees it.</summary>
/// <remarks>
/// Layout: key bytes | value bytes | create i64 | mod i64 | version i64 | lease i64. In an answer to keys_only the
/// value is empty.
/// </remarks>
public sealed record KeyValue
{
    /// <summary>Two lengths and four numbers.</summary>
    internal const int MinimumBytes = 4 + 4 + (4 * 8);

    public required ReadOnlyMemory<byte> Key { get; init; }

    public required ReadOnlyMemory<byte> Value { get; init; }

    /// <summary>The revision that created the key, or created it again after its last delete.</summary>
    public required long CreateRevision { get; init; }

    /// <summary>The revision of the last put.</summary>
    public required long ModRevision { get; init; }

    /// <summary>Puts since the key was created, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>The lease that the key is bound to; 0 for none.</summary>
    public long Lease { get; init; }

    internal int EncodedLength => MinimumBytes + Key.Length + Value.Length;

    internal void Write(CanonicalWriter writer)
    {
        writer.Bytes(Key.Span);
        writer.Bytes(Value.Span);
        writer.I64(CreateRevision);
        writer.I64(ModRevision);
        writer.I64(Version);
        writer.I64(Lease);
    }

    internal static KeyValue Read(ref SliceReader reader) => new()
    {
        Key = reader.Slice(),
        Value = reader.Slice(),
        CreateRevision = reader.NonNegative(),
        ModRevision = reader.NonNegative(),
        Version = reader.NonNegative(),
        Lease = reader.I64(),
    };

    internal static void WriteAll(CanonicalWriter writer, IReadOnlyList<KeyValue> entries)
    {
        writer.Count(entries.Count);
        foreach (var entry in entries) entry.Write(writer);
    }

    internal static KeyValue[] ReadAll(ref SliceReader reader)
    {
        var entries = new KeyValue[reader.Count(RegistryLimits.MaxResultBytes / MinimumBytes, MinimumBytes)];
        for (var i = 0; i < entries.Length && !reader.Failed; i++) entries[i] = Read(ref reader);
        return entries;
    }
}
