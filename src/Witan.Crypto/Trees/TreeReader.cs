using Witan.Primitives.Encoding;

namespace Witan.Crypto.Trees;

/// <summary>
/// Reads an encoded tree from bytes nobody trusts and computes its hashes. Refuses whatever no real tree could hold:
/// a key that does not lie on its path, a branching below the end of a key, a skip with an end in it or with padding,
/// an empty subtree. Depth is the sender's choice, so the stack is explicit; memory is linear in the bytes.
/// </summary>
internal ref struct TreeReader
{
    private readonly Stack<InnerNode> _open;
    private readonly PathBits _path;
    private readonly int _limit;
    private CanonicalReader _reader;
    private int _shown;
    private int _values;

    private TreeReader(ReadOnlySpan<byte> bytes)
    {
        _open = new Stack<InnerNode>();
        _path = new PathBits();
        _limit = bytes.Length;
        _reader = new CanonicalReader(bytes);
    }

    /// <returns>Null if the bytes are not the canonical form of a tree.</returns>
    internal static PartialTree? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 1 && bytes[0] == TreeTag.Empty) return new PartialTree(null, 0, 0);
        var reader = new TreeReader(bytes);
        var root = reader.ReadAll();
        return root is null ? null : new PartialTree(root, reader._shown, reader._values);
    }

    private Node? ReadAll()
    {
        while (true)
        {
            var node = ReadNode();
            if (_reader.Failed || node is null) return null;
            if (node is InnerNode inner)
            {
                _open.Push(inner);
                _path.Append(false);
                continue;
            }

            var done = Close(node);
            if (done is not null) return _reader.Complete ? done : null;
        }
    }

    /// <summary>Puts a finished node where it belongs; finishes every node that it completes.</summary>
    /// <returns>The root, when that is finished.</returns>
    private readonly Node? Close(Node node)
    {
        while (_open.TryPeek(out var above))
        {
            if (above.Left is null)
            {
                above.Left = node;
                _path.Truncate(above.Bit);
                _path.Append(true);
                return null;
            }

            above.Right = node;
            above.ComputeHash();
            node = _open.Pop();
        }

        return node;
    }

    private Node? ReadNode()
    {
        switch (_reader.U8())
        {
            case TreeTag.Entry:
                _shown++;
                _values++;
                return OnPath(new LeafNode(_reader.Bytes(KeyBits.MaxKeyBytes), _reader.Bytes(_limit)));
            case TreeTag.KeyOnly:
                _shown++;
                return OnPath(new LeafNode(_reader.Bytes(KeyBits.MaxKeyBytes), _reader.Digest()));
            case TreeTag.Inner:
                _shown++;
                return ReadInner();
            case TreeTag.Pruned:
                // The hash of no entries stands for a whole tree only, and that has a tag of its own.
                return _reader.Digest() is var hash && hash == TreeHash.Empty ? null : new PrunedNode(hash);
            default:
                return null;
        }
    }

    private readonly LeafNode? OnPath(LeafNode leaf)
    {
        if (_reader.Failed || !_path.Begins(leaf.Key)) return null;
        leaf.ComputeHash();
        return leaf;
    }

    private InnerNode? ReadInner()
    {
        var bits = _reader.U32();
        var start = _path.Length;
        if (_reader.Failed || _path.Ended || bits > KeyBits.MaxKeyBytes * KeyBits.PerByte - start) return null;
        var count = (int)bits;
        var packed = _reader.Raw(KeyBits.PackedBytes(count));
        if (_reader.Failed || HasPadding(packed, count) || !_path.TryAppend(packed, count)) return null;
        var first = start / KeyBits.PerByte;
        return new InnerNode
        {
            Start = start,
            Bit = _path.Length,
            Segment = count == 0 ? [] : _path.Segment(first),
            SegmentFirst = first,
        };
    }

    private static bool HasPadding(ReadOnlySpan<byte> packed, int count)
        => (count & 7) != 0 && (packed[^1] & (0xFF >> (count & 7))) != 0;
}
