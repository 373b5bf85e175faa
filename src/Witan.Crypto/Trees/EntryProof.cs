using Witan.Primitives;

namespace Witan.Crypto.Trees;

/// <summary>
/// Proves what a map has under one key, an entry or none: the way to the key as a <see cref="PartialTree"/>, down to
/// its leaf or to where the tree departs from it. The same bytes as the <see cref="RangeProof"/> for that key alone.
/// </summary>
public static class EntryProof
{
    /// <summary>The proof for a key, present or absent, encoded.</summary>
    public static byte[] Build(AuthenticatedMap map, ReadOnlySpan<byte> key)
    {
        var marks = new NodeMarks();
        NodeLookup.Prove(map.RootNode, key, marks, out _, out _);
        return RangeProof.Encode(map, marks);
    }

    /// <summary>Checks a proof. Never throws.</summary>
    /// <param name="proof">Bytes nobody trusts; their number bounds the work.</param>
    /// <param name="root">The root that is trusted.</param>
    /// <param name="key">The key that was asked for.</param>
    /// <param name="value">The proved value; null unless present.</param>
    public static EntryVerdict Verify(ReadOnlySpan<byte> proof, Digest root, ReadOnlySpan<byte> key, out byte[]? value)
    {
        value = null;
        var tree = PartialTree.Decode(proof);
        if (tree is null || tree.Root != root) return EntryVerdict.Refused;
        var read = NodeLookup.Prove(tree.RootNode, key, null, out var leaf, out var entered);
        var values = read == ProvenRead.Present ? 1 : 0;
        if (read == ProvenRead.OutsideWitness) return EntryVerdict.Refused;
        // What the way to the key does not need has no place in the one form of this proof.
        if (entered != tree.Shown || values != tree.Values) return EntryVerdict.Refused;
        value = leaf?.Value;
        return read == ProvenRead.Present ? EntryVerdict.Present : EntryVerdict.Absent;
    }
}
