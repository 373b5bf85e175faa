using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>An operator's tool asks one replica how it is.</summary>
public sealed class StatusQuery(ulong id) : Message
{
    public ulong Id { get; } = id;

    public override byte Type => MessageType.StatusQuery;

    public override void WriteBody(CanonicalWriter writer) => writer.U64(Id);

    public static StatusQuery? Read(ref CanonicalReader reader)
    {
        var id = reader.U64();
        return reader.Failed ? null : new StatusQuery(id);
    }
}
