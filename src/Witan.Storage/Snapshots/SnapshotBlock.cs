using System.Buffers.Binary;
using Witan.Primitives;
using Witan.Storage.Journals;

namespace Witan.Storage.Snapshots;

/// <summary>
/// A snapshot file is a row of blocks: length u32 | checksum u32 over number and payload | number u32, from 0 |
/// payload. The checksum only says where a file is damaged; that it is the right state, the roots say.
/// </summary>
internal static class SnapshotBlock
{
    public const int HeaderSize = 4 + 4 + 4;

    /// <summary>A block is closed when it has grown to this; a larger entry has one of its own.</summary>
    public const int TargetBytes = 64 * 1024;

    /// <summary>
    /// The longest payload: the largest key and a value as large as a frame, with what a block held before.
    /// </summary>
    public const int MaxPayloadBytes =
        TargetBytes + Limits.MaxNameBytes + Limits.MaxKeyBytes + (2 * Limits.MaxFrameBytes);

    public static void WriteHeader(Span<byte> header, uint number, ReadOnlySpan<byte> payload)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Sum(number, payload));
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], number);
    }

    /// <summary>
    /// The length of the payload and its checksum, if this is the header of block <paramref name="number"/>.
    /// </summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> header, uint number, out int length, out uint sum)
    {
        var claimed = BinaryPrimitives.ReadUInt32LittleEndian(header);
        sum = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        length = claimed <= MaxPayloadBytes ? (int)claimed : 0;
        return claimed <= MaxPayloadBytes && BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) == number;
    }

    public static uint Sum(uint number, ReadOnlySpan<byte> payload) => Crc32C.Compute(number, payload);
}
