namespace Witan.Crypto.Trees;

/// <summary>The entries of a range in order, for <c>foreach</c>; each enumeration starts anew.</summary>
public readonly struct MapRange
{
    private readonly Node? _root;
    private readonly KeyRange _range;
    private readonly bool _descending;
    private readonly AuthenticatedMap.Editor? _editor;

    internal MapRange(Node? root, KeyRange range, bool descending, AuthenticatedMap.Editor? editor = null)
        => (_root, _range, _descending, _editor) = (root, range, descending, editor);

    public Enumerator GetEnumerator() => new(_root, _range, _descending, _editor);

    /// <summary>The entries as a list, for a caller that changes the map while it goes through them.</summary>
    public List<MapEntry> ToList()
    {
        var entries = new List<MapEntry>();
        foreach (var entry in this) entries.Add(entry);
        return entries;
    }

    /// <summary>Steps through the entries. Over an editor it is void after the next change.</summary>
    public struct Enumerator
    {
        private readonly NodeWalker _walker;
        private readonly AuthenticatedMap.Editor? _editor;
        private readonly long _version;

        internal Enumerator(Node? root, KeyRange range, bool descending, AuthenticatedMap.Editor? editor)
        {
            _walker = new NodeWalker(root, range, descending);
            _editor = editor;
            _version = editor?.Version ?? 0;
        }

        public MapEntry Current { get; private set; }

        /// <exception cref="InvalidOperationException">The editor was changed since the enumeration began.</exception>
        public bool MoveNext()
        {
            if (_editor is not null && _editor.Version != _version)
                throw new InvalidOperationException("the map was changed while its entries were enumerated");
            if (_walker.Next(out var leaf) != WalkStep.Leaf) return false;
            Current = new MapEntry(leaf!.Key, leaf.Value!);
            return true;
        }
    }
}
