using Witan.Primitives;

namespace Witan.Crypto.Trees;

/// <summary>
/// Computes the root that a map of some entries would have, from the entries in the order of their keys and without the
/// map: for a map of which nobody asks anything else. Holds one key and the open branchings, whose number is the depth
/// of that key. One use: after <see cref="Finish"/> it is spent.
/// </summary>
public sealed class MapRootBuilder
{
    // The branchings from the root along the right edge, whose right sides are not complete.
    private readonly Stack<Open> _edge = new();

    // The last key in front, room for the next one behind: both are written in place.
    private byte[] _key = [];
    private byte[] _next = [];
    private int _length;
    private Digest _leaf;
    private bool _any;

    /// <summary>Adds the next entry. Copies what it keeps.</summary>
    /// <param name="prefix">How the key begins; may be empty.</param>
    /// <param name="rest">How it goes on.</param>
    /// <param name="valueHash">SHA-256 of the value.</param>
    /// <returns>False, changing nothing, if the key is not above the last one or is too long.</returns>
    public bool TryAdd(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> rest, Digest valueHash)
    {
        var length = prefix.Length + rest.Length;
        if (length > KeyBits.MaxKeyBytes) return false;
        if (_next.Length < length) _next = new byte[Math.Max(length, 2 * _next.Length)];
        prefix.CopyTo(_next);
        rest.CopyTo(_next.AsSpan(prefix.Length));
        var key = _next.AsSpan(0, length);
        if (_any)
        {
            var bit = KeyBits.FirstDifference(_key.AsSpan(0, _length), key);
            if (bit == KeyBits.None || KeyBits.Get(_key.AsSpan(0, _length), bit)) return false;
            _edge.Push(new Open(bit, Close(bit)));
        }

        _leaf = TreeHash.Leaf(key, valueHash);
        (_key, _next, _length, _any) = (_next, _key, length, true);
        return true;
    }

    /// <summary>The root over all that was added.</summary>
    public Digest Finish() => _any ? Close(-1) : TreeHash.Empty;

    /// <summary>
    /// Completes every branching below a bit: all keys that are still to come part from the last one above them.
    /// </summary>
    /// <returns>The hash of what then stands right of, or below, that bit.</returns>
    private Digest Close(int bit)
    {
        var hash = _leaf;
        while (_edge.TryPeek(out var open) && open.Bit > bit)
        {
            _edge.Pop();
            var above = _edge.TryPeek(out var next) ? Math.Max(next.Bit, bit) : bit;
            hash = TreeHash.Inner(above + 1, open.Bit, _key, open.Left, hash);
        }

        return hash;
    }

    /// <param name="Bit">Where the keys part.</param>
    /// <param name="Left">The hash of all with a 0 there.</param>
    private readonly record struct Open(int Bit, Digest Left);
}
