using System.Diagnostics.CodeAnalysis;
using Witan.Primitives;

namespace Witan.Crypto.Trees;

public sealed partial class AuthenticatedMap
{
    /// <summary>
    /// A batch of changes to a map: copies each node of the original once, changes its own copies in place, and
    /// hashes what changed when the root is asked for. For one thread. The original and maps taken from here earlier
    /// never change.
    /// </summary>
    public sealed class Editor
    {
        private Node? _root;

        // Nodes with this owner are ours alone; handing out a map gives them all up at once.
        private object _owner = new();

        internal Editor(AuthenticatedMap map)
        {
            _root = map.RootNode;
            Count = map.Count;
            TotalBytes = map.TotalBytes;
        }

        public long Count { get; private set; }

        /// <summary>Bytes of all keys and values together, without overhead.</summary>
        public long TotalBytes { get; private set; }

        /// <summary>
        /// The root hash as of now; computes the hashes that the changes since the last call made void.
        /// </summary>
        public Digest Root => NodeHasher.Hash(_root);

        /// <summary>Rises with each change.</summary>
        internal long Version { get; private set; }

        public bool TryGet(ReadOnlySpan<byte> key, [MaybeNullWhen(false)] out byte[] value)
        {
            value = NodeLookup.Find(_root, key)?.Value;
            return value is not null;
        }

        public bool ContainsKey(ReadOnlySpan<byte> key) => NodeLookup.Find(_root, key) is not null;

        /// <summary>
        /// The entries as of now; a change while they are enumerated ends the enumeration with an exception.
        /// </summary>
        public MapRange Range(KeyRange range, bool descending = false) => new(_root, range, descending, this);

        /// <summary>The map as of now. The editor can go on; the map will not see it.</summary>
        public AuthenticatedMap ToMap()
        {
            NodeHasher.Hash(_root);
            _owner = new object();
            return new AuthenticatedMap(_root, Count, TotalBytes);
        }

        /// <summary>Adds an entry or replaces its value. Both arrays belong to the map from here on.</summary>
        /// <returns>Whether the key is new.</returns>
        /// <exception cref="ArgumentException">The key is longer than <see cref="MaxKeyBytes"/>.</exception>
        public bool Put(byte[] key, byte[] value)
        {
            ArgumentNullException.ThrowIfNull(value);
            if (key.Length > MaxKeyBytes) throw new ArgumentException("the key is too long", nameof(key));
            var nearest = NodeLookup.Nearest(_root, key);
            var bit = nearest is null ? 0 : KeyBits.FirstDifference(nearest.Key, key);
            if (nearest is null) _root = new LeafNode(key, value);
            else if (bit == KeyBits.None) return Replace(nearest, value);
            else Insert(new LeafNode(key, value), bit);
            Count++;
            TotalBytes += key.Length + value.Length;
            Version++;
            return true;
        }

        /// <returns>Whether there was such a key.</returns>
        public bool Delete(ReadOnlySpan<byte> key)
        {
            if (!FindWithParent(key, out var leaf, out var parent)) return false;
            if (parent is null) _root = null;
            else Unlink(leaf, parent);
            Count--;
            TotalBytes -= leaf.Key.Length + leaf.Value!.Length;
            Version++;
            return true;
        }

        /// <returns>How many entries the range had.</returns>
        public int DeleteRange(KeyRange range)
        {
            var entries = Range(range).ToList();
            foreach (var entry in entries) Delete(entry.Key);
            return entries.Count;
        }

        private bool Replace(LeafNode old, byte[] value)
        {
            if (old.Value.AsSpan().SequenceEqual(value)) return false;
            Descend(old.Key, KeyBits.None) = new LeafNode(old.Key, value);
            TotalBytes += value.Length - old.Value!.Length;
            Version++;
            return false;
        }

        /// <summary>
        /// Puts a branching at <paramref name="bit"/>, the new leaf on its side, all that was there on the other.
        /// </summary>
        private void Insert(LeafNode leaf, int bit)
        {
            ref var slot = ref Descend(leaf.Key, bit, out var start);
            var rest = slot;
            if (rest is InnerNode inner)
            {
                var owned = Own(inner);
                owned.Start = bit + 1;
                rest = owned;
            }

            var right = KeyBits.Get(leaf.Key, bit);
            slot = new InnerNode
            {
                Start = start,
                Bit = bit,
                Segment = leaf.Key,
                Left = right ? rest : leaf,
                Right = right ? leaf : rest,
                Owner = _owner,
            };
        }

        private ref Node Descend(byte[] key, int bit) => ref Descend(key, bit, out _);

        /// <summary>
        /// Goes down along the key, owning each node passed, to the place whose node branches at the given bit or
        /// below it, or is a leaf. The tree is not empty.
        /// </summary>
        private ref Node Descend(byte[] key, int bit, out int start)
        {
            start = 0;
            ref Node slot = ref _root!;
            while (slot is InnerNode inner && inner.Bit < bit)
            {
                inner = Own(inner);
                slot = inner;
                start = inner.Bit + 1;
                slot = ref KeyBits.Get(key, inner.Bit) ? ref inner.Right : ref inner.Left;
            }

            return ref slot;
        }

        private bool FindWithParent(
            ReadOnlySpan<byte> key, [NotNullWhen(true)] out LeafNode? leaf, out InnerNode? parent)
        {
            parent = null;
            var node = _root;
            while (node is InnerNode inner)
            {
                parent = inner;
                node = inner.Child(KeyBits.Get(key, inner.Bit));
            }

            leaf = (LeafNode?)node;
            return leaf is not null && key.SequenceEqual(leaf.Key);
        }

        /// <summary>Puts the leaf's sibling into its parent's place, its skip grown by the parent's.</summary>
        private void Unlink(LeafNode leaf, InnerNode parent)
        {
            var sibling = parent.Child(!KeyBits.Get(leaf.Key, parent.Bit));
            var kept = sibling is InnerNode inner ? inner.Segment : ((LeafNode)sibling).Key;
            ref Node slot = ref _root!;
            while (slot is InnerNode above && !ReferenceEquals(above, parent))
            {
                above = Own(above);
                slot = above;
                // Skips are cut from any key below; a deleted one would be kept alive by it.
                if (ReferenceEquals(above.Segment, leaf.Key)) above.Segment = kept;
                slot = ref KeyBits.Get(leaf.Key, above.Bit) ? ref above.Right : ref above.Left;
            }

            if (sibling is InnerNode rest)
            {
                rest = Own(rest);
                rest.Start = parent.Start;
                sibling = rest;
            }

            slot = sibling;
        }

        /// <summary>The node itself if it is ours, else a copy that is; either way without a hash.</summary>
        private InnerNode Own(InnerNode node)
        {
            if (ReferenceEquals(node.Owner, _owner))
            {
                node.Hashed = false;
                return node;
            }

            return new InnerNode
            {
                Start = node.Start,
                Bit = node.Bit,
                Segment = node.Segment,
                SegmentFirst = node.SegmentFirst,
                Left = node.Left,
                Right = node.Right,
                Owner = _owner,
            };
        }
    }
}
