namespace Witan.Core.Messages;

/// <summary>Leaves of which the bytes are at hand.</summary>
internal interface IEncodedLeaves : IReadOnlyList<ResultLeaf>
{
    /// <summary>
    /// Number, digest, length and result of each, one behind the other: as a reply has them on the wire.
    /// </summary>
    ReadOnlyMemory<byte> Bytes { get; }
}
