using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Witan.Tests.Crypto.Trees;

/// <summary>
/// The tree by its definition, from sorted lists of bits: recursive, quadratic, and without a line of the code under test.
/// </summary>
internal static class SlowTree
{
    public static byte[] Root(IEnumerable<KeyValuePair<byte[], byte[]>> entries)
    {
        var items = entries.Select(e => (Bits: Bits(e.Key), Leaf: Leaf(e.Key, e.Value))).ToList();
        return items.Count == 0 ? SHA256.HashData([2]) : Subtree(items, 0);
    }

    /// <summary>The key as the text of its bits.</summary>
    public static string Bits(byte[] key)
        => string.Concat(key.Select(b => "1" + Convert.ToString(b, 2).PadLeft(8, '0'))) + "0";

    public static byte[] Leaf(byte[] key, byte[] value) => LeafOf(key, SHA256.HashData(value));

    public static byte[] LeafOf(byte[] key, byte[] valueHash)
        => SHA256.HashData([0, .. LittleEndian((uint)key.Length), .. key, .. valueHash]);

    public static byte[] Inner(string skip, byte[] left, byte[] right)
        => SHA256.HashData([1, .. LittleEndian((uint)skip.Length), .. Packed(skip), .. left, .. right]);

    public static byte[] Packed(string bits)
        => [.. bits.Chunk(8).Select(c => Convert.ToByte(new string(c).PadRight(8, '0'), 2))];

    public static byte[] LittleEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    /// <summary>RFC 6962, section 2.1, as it is written there.</summary>
    public static byte[] LogRoot(IReadOnlyList<byte[]> leaves)
    {
        if (leaves.Count == 0) return SHA256.HashData([]);
        if (leaves.Count == 1) return SHA256.HashData([0, .. leaves[0]]);
        var k = 1;
        while (k * 2 < leaves.Count) k *= 2;
        return SHA256.HashData([1, .. LogRoot([.. leaves.Take(k)]), .. LogRoot([.. leaves.Skip(k)])]);
    }

    private static byte[] Subtree(List<(string Bits, byte[] Leaf)> items, int position)
    {
        if (items.Count == 1) return items[0].Leaf;
        var end = position;
        while (items.All(i => i.Bits[end] == items[0].Bits[end])) end++;
        var left = items.Where(i => i.Bits[end] == '0').ToList();
        var right = items.Where(i => i.Bits[end] == '1').ToList();
        return Inner(items[0].Bits[position..end], Subtree(left, end + 1), Subtree(right, end + 1));
    }
}
