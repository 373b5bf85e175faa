using System.Buffers.Binary;
using Witan.Primitives.Encoding;

namespace Witan.Registry.State;

/// <summary>One version of a key as the maps hold it.</summary>
/// <remarks>
/// Layout: kind u8, 1 | create i64 | mod i64 | version i64 | lease i64 | value, to the end. A delete is the one byte 0,
/// in the history alone. Further kinds leave room for what organisations add to an entry.
/// </remarks>
public readonly record struct StoredEntry
{
    private const byte TombstoneKind = 0;
    private const byte LiveKind = 1;
    private const int ValueOffset = 1 + (4 * sizeof(long));

    public required long Create { get; init; }

    public required long Mod { get; init; }

    public required long Version { get; init; }

    public required long Lease { get; init; }

    public required ReadOnlyMemory<byte> Value { get; init; }

    /// <summary>The stored form of a delete.</summary>
    internal static ReadOnlySpan<byte> Tombstone => [TombstoneKind];

    internal static bool IsTombstone(ReadOnlyMemory<byte> stored) => stored.Span[0] == TombstoneKind;

    /// <param name="stored">Kept: the value is a slice of it.</param>
    /// <exception cref="InvalidOperationException">Not a live entry: a broken invariant.</exception>
    public static StoredEntry Parse(ReadOnlyMemory<byte> stored)
    {
        var bytes = stored.Span;
        if (bytes.Length < ValueOffset || bytes[0] != LiveKind)
            throw new InvalidOperationException("the state holds something that is no entry");
        return new StoredEntry
        {
            Create = BinaryPrimitives.ReadInt64LittleEndian(bytes[1..]),
            Mod = BinaryPrimitives.ReadInt64LittleEndian(bytes[9..]),
            Version = BinaryPrimitives.ReadInt64LittleEndian(bytes[17..]),
            Lease = BinaryPrimitives.ReadInt64LittleEndian(bytes[25..]),
            Value = stored[ValueOffset..],
        };
    }

    internal byte[] ToArray()
    {
        var writer = new CanonicalWriter(ValueOffset + Value.Length);
        writer.U8(LiveKind);
        writer.I64(Create);
        writer.I64(Mod);
        writer.I64(Version);
        writer.I64(Lease);
        writer.Raw(Value.Span);
        return writer.Take();
    }

    internal KeyValue ToKeyValue(ReadOnlyMemory<byte> key, bool withValue = true) => new()
    {
        Key = key,
        Value = withValue ? Value : default,
        CreateRevision = Create,
        ModRevision = Mod,
        Version = Version,
        Lease = Lease,
    };
}
