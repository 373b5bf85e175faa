using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Crypto.Trees;

/// <summary>
/// A tree of which parts are known by their hash only: what every proof about a map is made of. That it was read says
/// that its form is canonical; what it proves, it proves for a map whose trusted root equals <see cref="Root"/>.
/// </summary>
public sealed class PartialTree
{
    internal readonly Node? RootNode;

    internal PartialTree(Node? root, int shown, int values)
    {
        RootNode = root;
        Shown = shown;
        Values = values;
        Root = root?.Hash ?? TreeHash.Empty;
    }

    /// <summary>The root computed from what is shown and from the hashes of the rest.</summary>
    public Digest Root { get; }

    /// <summary>How many nodes are shown, pruned ones not counted.</summary>
    internal int Shown { get; }

    /// <summary>How many entries are shown with their values.</summary>
    internal int Values { get; }

    /// <summary>
    /// Reads a tree from bytes nobody trusts; work and memory are linear in their number, which the caller bounds.
    /// </summary>
    /// <returns>Null if they are not the canonical form of a tree (docs/formats/tree.md).</returns>
    public static PartialTree? Decode(ReadOnlySpan<byte> bytes) => TreeReader.Read(bytes);

    public void Encode(CanonicalWriter writer) => TreeWriter.Write(writer, RootNode, null);
}
