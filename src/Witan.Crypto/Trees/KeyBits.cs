using System.Numerics;
using Witan.Primitives;

namespace Witan.Crypto.Trees;

/// <summary>
/// Keys as bit strings: each byte is a 1 and its eight bits, most significant first; a 0 ends the key. No key's bits
/// begin another's, and comparing bits compares bytes. Bit p lies in byte p / 9.
/// </summary>
internal static class KeyBits
{
    internal const int PerByte = 9;

    /// <summary>A change names its map before the key, hence more than the keys of a map.</summary>
    internal const int MaxKeyBytes = Limits.MaxNameBytes + 1 + Limits.MaxKeyBytes;

    /// <summary>The answer of <see cref="FirstDifference"/> for equal keys.</summary>
    internal const int None = int.MaxValue;

    internal static bool Get(ReadOnlySpan<byte> key, int position)
    {
        var index = (int)((uint)position / PerByte);
        if (index >= key.Length) return false;
        var offset = position - (index * PerByte);
        return offset == 0 || ((key[index] >> (8 - offset)) & 1) != 0;
    }

    /// <summary>The first bit in which two keys differ, or <see cref="None"/>.</summary>
    internal static int FirstDifference(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var common = left.CommonPrefixLength(right);
        if (common < left.Length && common < right.Length)
        {
            var difference = (uint)(left[common] ^ right[common]);
            return (common * PerByte) + 1 + BitOperations.LeadingZeroCount(difference) - 24;
        }

        return left.Length == right.Length ? None : common * PerByte;
    }

    /// <summary>
    /// The first bit of a node's skip in which <paramref name="key"/> differs, or the node's branching bit if none
    /// does. The key must agree with the node's path on every bit before the skip.
    /// </summary>
    internal static int FirstDifferenceInSkip(ReadOnlySpan<byte> key, InnerNode node)
    {
        if (node.Start == node.Bit) return node.Bit;
        var first = node.Start / PerByte;
        var end = ((node.Bit - 1) / PerByte) + 1;
        var segment = node.Segment.AsSpan(first - node.SegmentFirst, end - first);
        var difference = FirstDifference(key[first..], segment);
        return difference == None ? node.Bit : Math.Min((first * PerByte) + difference, node.Bit);
    }

    /// <summary>
    /// Whether <paramref name="key"/> is the smallest of all keys that share its first <paramref name="length"/>
    /// bits: what follows is zero bits of one byte at most, then the end.
    /// </summary>
    internal static bool IsSmallestBelow(ReadOnlySpan<byte> key, int length)
    {
        var index = length / PerByte;
        var offset = length - (index * PerByte);
        if (offset == 0) return key.Length == index;
        return key.Length == index + 1 && (key[index] & ((1 << (PerByte - offset)) - 1)) == 0;
    }

    internal static int PackedBytes(int bits) => (bits + 7) / 8;

    /// <summary>Writes a node's skip as bytes, first bit highest, the last byte padded with zero bits.</summary>
    /// <param name="node">The node.</param>
    /// <param name="packed">Exactly <see cref="PackedBytes"/> of the skip's bits.</param>
    internal static void PackSkip(InnerNode node, Span<byte> packed) => PackBits(
        node.Segment, node.Start - (node.SegmentFirst * PerByte), node.Bit - (node.SegmentFirst * PerByte), packed);

    /// <summary>Writes the bits [start, end) of a key as bytes, as <see cref="PackSkip"/> does.</summary>
    /// <param name="key">The key does not end within them, so every group in them is a 1 and a byte.</param>
    /// <param name="start">The first bit.</param>
    /// <param name="end">The bit after the last.</param>
    /// <param name="packed">Exactly <see cref="PackedBytes"/> of their number.</param>
    internal static void PackBits(ReadOnlySpan<byte> key, int start, int end, Span<byte> packed)
    {
        var index = start / PerByte;
        var offset = start - (index * PerByte);
        var remaining = end - start;
        var (held, heldBits, written) = (0, 0, 0);
        while (remaining > 0)
        {
            var group = 0x100 | key[index];
            var taken = Math.Min(PerByte - offset, remaining);
            held = (held << taken) | ((group >> (PerByte - offset - taken)) & ((1 << taken) - 1));
            heldBits += taken;
            remaining -= taken;
            index++;
            offset = 0;
            while (heldBits >= 8)
            {
                heldBits -= 8;
                packed[written++] = (byte)(held >> heldBits);
                held &= (1 << heldBits) - 1;
            }
        }

        if (heldBits > 0) packed[written] = (byte)(held << (8 - heldBits));
    }
}
