using System.Diagnostics.CodeAnalysis;

namespace Witan.Crypto.Trees;

/// <summary>
/// Reads a map and remembers what the reads depended on. The result lets a <see cref="WitnessMap"/> answer the same
/// reads, in the same order or any other, to somebody who trusts the root alone.
/// </summary>
public sealed class WitnessBuilder
{
    private readonly AuthenticatedMap _map;
    private readonly NodeMarks _marks = new();

    public WitnessBuilder(AuthenticatedMap map) => _map = map;

    public bool TryGet(ReadOnlySpan<byte> key, [MaybeNullWhen(false)] out byte[] value)
    {
        var read = NodeLookup.Prove(_map.RootNode, key, _marks, out var leaf, out _);
        value = leaf?.Value;
        return read == ProvenRead.Present;
    }

    /// <summary>
    /// The entries of a range. Only what is stepped over is proved: a caller that stops early proves that much.
    /// </summary>
    public IEnumerable<MapEntry> Range(KeyRange range, bool descending = false)
    {
        var walker = new NodeWalker(_map.RootNode, range, descending, _marks);
        while (walker.Next(out var leaf) == WalkStep.Leaf) yield return new MapEntry(leaf!.Key, leaf.Value!);
    }

    /// <summary>The part of the tree that all reads so far depended on: an encoded <see cref="PartialTree"/>.</summary>
    public byte[] Build() => RangeProof.Encode(_map, _marks);
}
