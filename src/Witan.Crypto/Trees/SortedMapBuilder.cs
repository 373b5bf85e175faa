namespace Witan.Crypto.Trees;

/// <summary>
/// Builds a map from entries in the order of their keys, in time linear in their bytes: for state that arrives whole.
/// One use: after <see cref="ToMap"/> it is spent.
/// </summary>
public sealed class SortedMapBuilder
{
    // The nodes from the root along the right edge; their right ends are the last leaf.
    private readonly Stack<InnerNode> _edge = new();
    private LeafNode? _last;
    private long _count;
    private long _totalBytes;

    /// <summary>Adds the next entry. Both arrays belong to the map from here on.</summary>
    /// <returns>False, changing nothing, if the key is not above the last one or is too long.</returns>
    public bool TryAdd(byte[] key, byte[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (key.Length > KeyBits.MaxKeyBytes) return false;
        var leaf = new LeafNode(key, value);
        if (_last is not null && !TryBranch(_last, leaf)) return false;
        leaf.ComputeHash();
        _last = leaf;
        _count++;
        _totalBytes += key.Length + value.Length;
        return true;
    }

    public AuthenticatedMap ToMap()
    {
        Node? root = _last;
        while (_edge.TryPop(out var inner)) root = inner;
        NodeHasher.Hash(root);
        return new AuthenticatedMap(root, _count, _totalBytes);
    }

    private bool TryBranch(LeafNode last, LeafNode leaf)
    {
        var bit = KeyBits.FirstDifference(last.Key, leaf.Key);
        if (bit == KeyBits.None || KeyBits.Get(last.Key, bit)) return false;
        Node left = last;
        while (_edge.TryPeek(out var below) && below.Bit > bit) left = _edge.Pop();
        if (left is InnerNode lowered) lowered.Start = bit + 1;
        var above = _edge.TryPeek(out var parent) ? parent : null;
        var branch = new InnerNode
        {
            Start = above is null ? 0 : above.Bit + 1,
            Bit = bit,
            Segment = leaf.Key,
            Left = left,
            Right = leaf,
        };
        if (above is not null) above.Right = branch;
        _edge.Push(branch);
        return true;
    }
}
