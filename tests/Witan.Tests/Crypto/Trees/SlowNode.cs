using System.Security.Cryptography;

namespace Witan.Tests.Crypto.Trees;

/// <summary>
/// A node of <see cref="SlowTree"/>: an inner node if it has children, else a leaf. Path and skip are texts of bits.
/// </summary>
internal sealed record SlowNode(string Path, string Skip, byte[] Key, byte[] Value, SlowNode? Left, SlowNode? Right)
{
    public byte[] Hash { get; } = Left is null || Right is null
        ? SHA256.HashData([0, .. SlowTree.LittleEndian((uint)Key.Length), .. Key, .. SHA256.HashData(Value)])
        : SHA256.HashData(
            [1, .. SlowTree.LittleEndian((uint)Skip.Length), .. SlowTree.Packed(Skip), .. Left.Hash, .. Right.Hash]);

    public bool IsLeaf => Left is null;

    /// <summary>This node and all below, parents first.</summary>
    public IEnumerable<SlowNode> All() => IsLeaf ? [this] : [this, .. Left!.All(), .. Right!.All()];
}
