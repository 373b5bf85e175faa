using Witan.Primitives;

namespace Witan.Crypto.Trees;

/// <summary>A node of the tree. <see cref="Hash"/> counts only while <see cref="Hashed"/> is set.</summary>
internal abstract class Node
{
    internal Digest Hash;
    internal bool Hashed;
}

/// <summary>
/// One entry. <see cref="Value"/> is null when only its hash is known (a leaf that shows its key in a proof).
/// </summary>
internal sealed class LeafNode : Node
{
    internal readonly byte[] Key;
    internal readonly byte[]? Value;
    internal Digest ValueHash;

    internal LeafNode(byte[] key, byte[] value)
    {
        Key = key;
        Value = value;
    }

    internal LeafNode(byte[] key, Digest valueHash)
    {
        Key = key;
        ValueHash = valueHash;
    }

    internal void ComputeHash()
    {
        if (Value is not null) ValueHash = Sha256.Hash(Value);
        Hash = TreeHash.Leaf(Key, ValueHash);
        Hashed = true;
    }
}

/// <summary>
/// A branching at bit <see cref="Bit"/>. Its skip is the bits [Start, Bit) of every key below; Start follows the
/// parent's bit. The skip is kept as a piece of a key: in a map, any whole key from below, so that a node costs no
/// array of its own.
/// </summary>
internal sealed class InnerNode : Node
{
    internal int Start;
    internal int Bit;

    /// <summary>Key bytes of which the first is byte <see cref="SegmentFirst"/> of the keys below.</summary>
    internal byte[] Segment = [];
    internal int SegmentFirst;
    internal Node Left = null!;
    internal Node Right = null!;

    /// <summary>The editor that may change this node in place; any other copies it.</summary>
    internal object? Owner;

    internal Node Child(bool right) => right ? Right : Left;

    internal void ComputeHash()
    {
        Hash = TreeHash.Inner(this);
        Hashed = true;
    }
}

/// <summary>A subtree of which only the hash is known. Never means that nothing is there.</summary>
internal sealed class PrunedNode : Node
{
    internal PrunedNode(Digest hash)
    {
        Hash = hash;
        Hashed = true;
    }
}
