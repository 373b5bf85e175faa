using System.Buffers.Binary;
using System.Numerics;

namespace Witan.Storage.Journals;

/// <summary>
/// CRC-32C (Castagnoli, RFC 3720 appendix B.4). It finds accidents of a medium, which is all that is asked here:
/// whoever can write to the disk can forge a journal under any checksum without a key.
/// </summary>
internal static class Crc32C
{
    /// <param name="seed">Where the sum starts; 0 gives the published CRC-32C.</param>
    /// <param name="bytes">What to sum.</param>
    public static uint Compute(uint seed, ReadOnlySpan<byte> bytes)
    {
        var crc = ~seed;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
