using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>
/// Asks for entries of one map of a checkpoint, from a key upwards. The key may be the successor of the longest one: a
/// byte more.
/// </summary>
/// <param name="height">The checkpoint's height; it stays pinned at the server while it is asked for.</param>
/// <param name="map">The map's name.</param>
/// <param name="from">Inclusive; empty for the first.</param>
public sealed class FetchRange(Height height, string map, ReadOnlyMemory<byte> from) : Message
{
    public Height Height { get; } = height;

    public string Map { get; } = map;

    public ReadOnlyMemory<byte> From { get; } = from;

    public override byte Type => MessageType.FetchRange;

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.Height(Height);
        writer.Text(Map);
        writer.Bytes(From.Span);
    }

    public static FetchRange? Read(ref CanonicalReader reader)
    {
        var height = reader.Height();
        var map = reader.Text(Limits.MaxNameBytes);
        var from = reader.Bytes(Limits.MaxKeyBytes + 1);
        return reader.Failed ? null : new FetchRange(height, map, from);
    }
}
