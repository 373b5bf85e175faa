using System.Buffers.Binary;
using Witan.Primitives;

namespace Witan.Crypto.Trees;

/// <summary>The tagged texts that the trees hash, laid out in docs/formats/tree.md.</summary>
internal static class TreeHash
{
    private const byte LeafTag = 0x00;
    private const byte InnerTag = 0x01;
    private const byte EmptyTag = 0x02;

    // A text up to this size is put together on the stack; keys and skips are rarely longer.
    private const int StackBytes = 512;

    /// <summary>The root of a tree without entries.</summary>
    internal static readonly Digest Empty = Sha256.Hash([EmptyTag]);

    /// <summary>H(0x00 | u32 length of key | key | hash of the value).</summary>
    internal static Digest Leaf(ReadOnlySpan<byte> key, Digest valueHash)
    {
        var size = 1 + sizeof(uint) + key.Length + Digest.Size;
        var text = size <= StackBytes ? stackalloc byte[size] : new byte[size];
        text[0] = LeafTag;
        BinaryPrimitives.WriteUInt32LittleEndian(text[1..], (uint)key.Length);
        key.CopyTo(text[5..]);
        valueHash.CopyTo(text[(5 + key.Length)..]);
        return Sha256.Hash(text);
    }

    /// <summary>H(0x01 | u32 bits of skip | skip, zero-padded to bytes | left | right).</summary>
    internal static Digest Inner(InnerNode node) => Inner(
        node.Start - (node.SegmentFirst * KeyBits.PerByte), node.Bit - (node.SegmentFirst * KeyBits.PerByte),
        node.Segment, node.Left.Hash, node.Right.Hash);

    /// <summary>The same of a node whose skip is the bits [start, bit) of a key or of a piece of one.</summary>
    internal static Digest Inner(int start, int bit, ReadOnlySpan<byte> key, Digest left, Digest right)
    {
        var skipBytes = KeyBits.PackedBytes(bit - start);
        var size = 1 + sizeof(uint) + skipBytes + (2 * Digest.Size);
        var text = size <= StackBytes ? stackalloc byte[size] : new byte[size];
        text[0] = InnerTag;
        BinaryPrimitives.WriteUInt32LittleEndian(text[1..], (uint)(bit - start));
        KeyBits.PackBits(key, start, bit, text.Slice(5, skipBytes));
        left.CopyTo(text[(5 + skipBytes)..]);
        right.CopyTo(text[(5 + skipBytes + Digest.Size)..]);
        return Sha256.Hash(text);
    }

    /// <summary>RFC 6962: H(0x00 | leaf).</summary>
    internal static Digest LogLeaf(ReadOnlySpan<byte> leaf)
    {
        var size = 1 + leaf.Length;
        var text = size <= StackBytes ? stackalloc byte[size] : new byte[size];
        text[0] = LeafTag;
        leaf.CopyTo(text[1..]);
        return Sha256.Hash(text);
    }

    /// <summary>RFC 6962: H(0x01 | left | right).</summary>
    internal static Digest LogNode(Digest left, Digest right)
    {
        Span<byte> text = stackalloc byte[1 + (2 * Digest.Size)];
        text[0] = InnerTag;
        left.CopyTo(text[1..]);
        right.CopyTo(text[(1 + Digest.Size)..]);
        return Sha256.Hash(text);
    }
}
