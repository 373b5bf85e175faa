using System.Diagnostics.CodeAnalysis;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Crypto.Trees;

/// <summary>
/// Proves exactly which entries a map has in a range: a <see cref="PartialTree"/> that shows a node if and only if
/// the path to it could begin a key of the range, entries of the range with their values, any other leaf by its key
/// alone. One map and one range have one proof.
/// </summary>
public static class RangeProof
{
    /// <summary>The proof for a range, encoded. An empty range proves nothing: its proof is the bare root.</summary>
    public static byte[] Build(AuthenticatedMap map, KeyRange range)
    {
        var marks = new NodeMarks();
        var walker = new NodeWalker(map.RootNode, range, descending: false, marks);
        while (walker.Next(out _) == WalkStep.Leaf)
        {
        }

        return Encode(map, marks);
    }

    /// <summary>
    /// The proof for as much of a range as fits: entries are taken until their keys and values pass
    /// <paramref name="maxBytes"/>, at least one if there is any. For state that is handed over in pieces.
    /// </summary>
    /// <param name="map">The map.</param>
    /// <param name="range">The range wanted.</param>
    /// <param name="maxBytes">Bytes of keys and values after which to stop.</param>
    /// <param name="proved">The range that the proof is for: it ends right after the last entry, or where the wanted
    /// one does.</param>
    public static byte[] BuildPiece(AuthenticatedMap map, KeyRange range, long maxBytes, out KeyRange proved)
    {
        proved = range;
        var (bytes, last) = (0L, default(byte[]));
        foreach (var entry in map.Range(range))
        {
            bytes += entry.Key.Length + entry.Value.Length;
            if (bytes > maxBytes && last is not null)
            {
                proved = new KeyRange(range.From, KeyRange.Successor(last));
                break;
            }

            last = entry.Key;
        }

        return Build(map, proved);
    }

    /// <summary>Checks a proof. Never throws.</summary>
    /// <param name="proof">Bytes nobody trusts; their number bounds the work.</param>
    /// <param name="root">The root that is trusted.</param>
    /// <param name="range">The range that was asked for.</param>
    /// <param name="entries">All entries of the range, in order.</param>
    public static bool TryVerify(
        ReadOnlySpan<byte> proof, Digest root, KeyRange range, [NotNullWhen(true)] out List<MapEntry>? entries)
    {
        entries = null;
        var tree = PartialTree.Decode(proof);
        if (tree is null || tree.Root != root) return false;
        var found = new List<MapEntry>();
        var walker = new NodeWalker(tree.RootNode, range, descending: false);
        WalkStep step;
        while ((step = walker.Next(out var leaf)) == WalkStep.Leaf)
        {
            if (leaf!.Value is null) return false;
            found.Add(new MapEntry(leaf.Key, leaf.Value));
        }

        // A node that the walk did not enter, or a value outside the range, has no place in the one form of this proof.
        if (step == WalkStep.Pruned || walker.Entered != tree.Shown || found.Count != tree.Values) return false;
        entries = found;
        return true;
    }

    internal static byte[] Encode(AuthenticatedMap map, NodeMarks marks)
    {
        var writer = new CanonicalWriter();
        TreeWriter.Write(writer, map.RootNode, marks);
        return writer.ToArray();
    }
}
