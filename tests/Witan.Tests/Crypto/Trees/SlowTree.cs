using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Witan.Tests.Crypto.Trees;

/// <summary>
/// The tree and its proofs by their definition, from sorted lists of bits: recursive, quadratic, and without a line
/// of the code under test.
/// </summary>
internal static class SlowTree
{
    public static byte[] Root(IEnumerable<KeyValuePair<byte[], byte[]>> entries)
        => Build(entries)?.Hash ?? SHA256.HashData([2]);

    public static SlowNode? Build(IEnumerable<KeyValuePair<byte[], byte[]>> entries)
    {
        var items = entries.Select(e => (Bits: Bits(e.Key), e.Key, e.Value)).ToList();
        return items.Count == 0 ? null : Subtree(items, "");
    }

    /// <summary>The key as the text of its bits.</summary>
    public static string Bits(byte[] key)
        => string.Concat(key.Select(b => "1" + Convert.ToString(b, 2).PadLeft(8, '0'))) + "0";

    public static byte[] Leaf(byte[] key, byte[] value) => new SlowNode("", "", key, value, null, null).Hash;

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

    /// <summary>The one proof of a range: a node is shown if its path could begin a key of the range.</summary>
    public static byte[] RangeProof(SlowNode? root, byte[] from, byte[]? to)
        => root is null ? [0] : Encode(root, n => CouldHold(n.Path, from, to), n => Within(n.Key, from, to));

    /// <summary>The tree with all that is not shown pruned.</summary>
    public static byte[] Encode(SlowNode node, Func<SlowNode, bool> isShown, Func<SlowNode, bool> hasValue)
    {
        if (!isShown(node)) return [4, .. node.Hash];
        if (!node.IsLeaf)
            return [3, .. LittleEndian((uint)node.Skip.Length), .. Packed(node.Skip),
                .. Encode(node.Left!, isShown, hasValue), .. Encode(node.Right!, isShown, hasValue)];
        byte[] key = [.. LittleEndian((uint)node.Key.Length), .. node.Key];
        return hasValue(node)
            ? [1, .. key, .. LittleEndian((uint)node.Value.Length), .. node.Value]
            : [2, .. key, .. SHA256.HashData(node.Value)];
    }

    public static bool Within(byte[] key, byte[] from, byte[]? to)
        => string.CompareOrdinal(Bits(key), Bits(from)) >= 0
            && (to is null || string.CompareOrdinal(Bits(key), Bits(to)) < 0);

    /// <summary>
    /// Whether the smallest key with this beginning that is not before the range lies before the range's end.
    /// </summary>
    public static bool CouldHold(string path, byte[] from, byte[]? to)
    {
        var smallest = path.Length > 0 && path.Length % 9 == 1 && path[^1] == '0'
            ? path
            : path.PadRight((path.Length + 8) / 9 * 9, '0') + "0";
        if (Bits(from).StartsWith(path, StringComparison.Ordinal)) smallest = Bits(from);
        return string.CompareOrdinal(smallest, Bits(from)) >= 0
            && (to is null || string.CompareOrdinal(smallest, Bits(to)) < 0);
    }

    /// <summary>RFC 6962, section 2.1, as it is written there.</summary>
    public static byte[] LogRoot(IReadOnlyList<byte[]> leaves)
    {
        if (leaves.Count == 0) return SHA256.HashData([]);
        if (leaves.Count == 1) return SHA256.HashData([0, .. leaves[0]]);
        var k = LogSplit(leaves.Count);
        return SHA256.HashData([1, .. LogRoot([.. leaves.Take(k)]), .. LogRoot([.. leaves.Skip(k)])]);
    }

    /// <summary>The walk over the log with everything outside [first, first + count) pruned.</summary>
    public static byte[] LogProof(IReadOnlyList<byte[]> leaves, int first, int count)
    {
        if (first >= leaves.Count || first + count <= 0) return [2, .. LogRoot(leaves)];
        if (leaves.Count == 1) return [0];
        var k = LogSplit(leaves.Count);
        return [1, .. LogProof([.. leaves.Take(k)], first, count), .. LogProof([.. leaves.Skip(k)], first - k, count)];
    }

    private static int LogSplit(int count)
    {
        var k = 1;
        while (k * 2 < count) k *= 2;
        return k;
    }

    private static SlowNode Subtree(List<(string Bits, byte[] Key, byte[] Value)> items, string path)
    {
        if (items.Count == 1) return new SlowNode(path, "", items[0].Key, items[0].Value, null, null);
        var end = path.Length;
        while (items.All(i => i.Bits[end] == items[0].Bits[end])) end++;
        var common = items[0].Bits[..end];
        var left = Subtree([.. items.Where(i => i.Bits[end] == '0')], common + "0");
        var right = Subtree([.. items.Where(i => i.Bits[end] == '1')], common + "1");
        return new SlowNode(path, common[path.Length..], [], [], left, right);
    }
}
