namespace Witan.Crypto.Trees;

/// <summary>What <see cref="NodeWalker.Next"/> came to.</summary>
internal enum WalkStep
{
    End,
    Leaf,

    /// <summary>A pruned subtree that may hold a key of the range: the walk cannot go on.</summary>
    Pruned,
}

/// <summary>
/// Visits the leaves of a range in order, over whole and pruned trees alike. It enters a node if and only if the bits
/// of the path to it, without its own skip, could begin a key of the range; proofs show exactly the nodes that a walk
/// entered. The stack is explicit, because keys chosen by others decide the depth.
/// </summary>
internal sealed class NodeWalker
{
    private readonly byte[] _from;
    private readonly byte[]? _to;
    private readonly bool _descending;
    private readonly NodeMarks? _marks;
    private Frame[] _stack = new Frame[16];
    private int _depth;

    internal NodeWalker(Node? root, KeyRange range, bool descending, NodeMarks? marks = null)
    {
        _from = range.From;
        _to = range.To;
        _descending = descending;
        _marks = marks;
        if (root is not null && !range.IsEmpty) Push(new Frame(root, _from.Length > 0, _to is not null));
    }

    /// <summary>How many nodes the walk has entered.</summary>
    internal int Entered { get; private set; }

    internal WalkStep Next(out LeafNode? leaf)
    {
        leaf = null;
        while (_depth > 0)
        {
            var frame = _stack[--_depth];
            Entered++;
            _marks?.Show(frame.Node);
            switch (frame.Node)
            {
                case InnerNode inner:
                    Enter(inner, frame);
                    break;
                case LeafNode found:
                    if (!Contains(found.Key, frame)) break;
                    leaf = found;
                    _marks?.ShowValue(found);
                    return WalkStep.Leaf;
                default:
                    return WalkStep.Pruned;
            }
        }

        return WalkStep.End;
    }

    private bool Contains(byte[] key, Frame frame)
        => (!frame.AtFrom || key.AsSpan().SequenceCompareTo(_from) >= 0)
            && (!frame.AtTo || key.AsSpan().SequenceCompareTo(_to) < 0);

    private void Enter(InnerNode inner, Frame frame)
    {
        var (atFrom, atTo) = (frame.AtFrom, frame.AtTo);
        if (atFrom)
        {
            var difference = KeyBits.FirstDifferenceInSkip(_from, inner);
            if (difference < inner.Bit && KeyBits.Get(_from, difference)) return;
            atFrom = difference == inner.Bit;
        }

        if (atTo)
        {
            var difference = KeyBits.FirstDifferenceInSkip(_to, inner);
            if (difference < inner.Bit && !KeyBits.Get(_to, difference)) return;
            atTo = difference == inner.Bit;
        }

        if (_descending) PushLeft(inner, atFrom, atTo);
        PushRight(inner, atFrom, atTo);
        if (!_descending) PushLeft(inner, atFrom, atTo);
    }

    private void PushLeft(InnerNode inner, bool atFrom, bool atTo)
    {
        if (atFrom && KeyBits.Get(_from, inner.Bit)) return;
        var staysAtTo = atTo && !KeyBits.Get(_to, inner.Bit);
        if (staysAtTo && (inner.Bit == _to!.Length * KeyBits.PerByte || EndsBelow(inner))) return;
        Push(new Frame(inner.Left, atFrom, staysAtTo));
    }

    private void PushRight(InnerNode inner, bool atFrom, bool atTo)
    {
        if (atTo && (!KeyBits.Get(_to, inner.Bit) || EndsBelow(inner))) return;
        Push(new Frame(inner.Right, atFrom && KeyBits.Get(_from, inner.Bit), atTo));
    }

    /// <summary>
    /// Whether the range ends before the smallest key that the child on the way to its end could hold.
    /// </summary>
    private bool EndsBelow(InnerNode inner) => KeyBits.IsSmallestBelow(_to, inner.Bit + 1);

    private void Push(Frame frame)
    {
        if (_depth == _stack.Length) Array.Resize(ref _stack, _depth * 2);
        _stack[_depth++] = frame;
    }

    /// <param name="Node">The node to enter.</param>
    /// <param name="AtFrom">The path to it is how the bits of the range's start begin, so some keys below may be
    /// before it.</param>
    /// <param name="AtTo">The path to it is how the bits of the range's end begin.</param>
    private readonly record struct Frame(Node Node, bool AtFrom, bool AtTo);
}
