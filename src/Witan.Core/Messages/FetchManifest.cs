using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>Asks a peer for its newest certified checkpoint above a height.</summary>
public sealed class FetchManifest(Height above) : Message
{
    public Height Above { get; } = above;

    public override byte Type => MessageType.FetchManifest;

    public override void WriteBody(CanonicalWriter writer) => writer.Height(Above);

    public static FetchManifest? Read(ref CanonicalReader reader)
    {
        var above = reader.Height();
        return reader.Failed ? null : new FetchManifest(above);
    }
}
