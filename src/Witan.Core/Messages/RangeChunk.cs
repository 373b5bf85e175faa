using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>
/// Consecutive entries of a map of a checkpoint, inside a proof that nothing between was left out or added.
/// </summary>
public sealed class RangeChunk : Message
{
    /// <summary>Bytes of keys and values that a server puts into one chunk.</summary>
    public const int TargetBytes = 512 * 1024;

    // An entry with the largest result, and a path of some kilobytes, must fit: no part of a state is smaller.
    private const int MaxProofBytes = Limits.MaxFrameBytes - (16 * 1024);

    public required Height Height { get; init; }

    public required string Map { get; init; }

    /// <summary>As asked.</summary>
    public required ReadOnlyMemory<byte> From { get; init; }

    /// <summary>Where the chunk ends, exclusive; null at the end of the map.</summary>
    public required ReadOnlyMemory<byte>? To { get; init; }

    /// <summary>Encoded range proof for [From, To); it holds the entries (docs/formats/tree.md).</summary>
    public required ReadOnlyMemory<byte> Proof { get; init; }

    public override byte Type => MessageType.RangeChunk;

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.Height(Height);
        writer.Text(Map);
        writer.Bytes(From.Span);
        writer.Bool(To is not null);
        if (To is { } to) writer.Bytes(to.Span);
        writer.Bytes(Proof.Span);
    }

    public static RangeChunk? Read(ref CanonicalReader reader)
    {
        var height = reader.Height();
        var map = reader.Text(Limits.MaxNameBytes);
        var from = reader.Bytes(Limits.MaxKeyBytes + 1);
        // Not by a conditional expression: there, null is an empty memory, which is not "no end".
        ReadOnlyMemory<byte>? to = default;
        if (reader.Bool()) to = reader.Bytes(Limits.MaxKeyBytes + 1);
        var proof = reader.Bytes(MaxProofBytes);
        if (to is { Length: 0 }) reader.Fail();
        return reader.Failed
            ? null
            : new RangeChunk { Height = height, Map = map, From = from, To = to, Proof = proof };
    }
}
