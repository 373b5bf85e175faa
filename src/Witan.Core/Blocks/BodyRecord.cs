using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Blocks;

/// <summary>A body of a block that this replica votes for or was told to execute.</summary>
/// <param name="height">The lowest height at which it was seen.</param>
/// <param name="body">The body.</param>
public sealed class BodyRecord(Height height, IBody body) : Record
{
    public Height Height { get; } = height;

    public IBody Body { get; } = body;

    public override byte Kind => RecordKind.Body;

    public override Height? NeededUntil => Height;

    public override void Write(CanonicalWriter writer)
    {
        writer.Height(Height);
        BodyCodec.Write(writer, Body);
    }

    public static BodyRecord? Read(ref CanonicalReader reader)
    {
        var height = reader.Height();
        var body = BodyCodec.Read(ref reader);
        return reader.Failed || body is null ? null : new BodyRecord(height, body);
    }
}
