namespace Witan.Crypto.Trees;

/// <summary>The first byte of each node in an encoded tree.</summary>
internal static class TreeTag
{
    /// <summary>No entry at all; only as the root.</summary>
    internal const byte Empty = 0;

    /// <summary>Bytes key, bytes value.</summary>
    internal const byte Entry = 1;

    /// <summary>Bytes key, digest of the value.</summary>
    internal const byte KeyOnly = 2;

    /// <summary>u32 bits of skip, the skip packed, left node, right node.</summary>
    internal const byte Inner = 3;

    /// <summary>Digest.</summary>
    internal const byte Pruned = 4;
}
