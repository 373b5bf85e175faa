using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>Asks a peer for decided blocks with their certificates and bodies, from a height upwards.</summary>
public sealed class FetchDecisions(Height from) : Message
{
    /// <summary>The first wanted height.</summary>
    public Height From { get; } = from;

    public override byte Type => MessageType.FetchDecisions;

    public override void WriteBody(CanonicalWriter writer) => writer.Height(From);

    public static FetchDecisions? Read(ref CanonicalReader reader)
    {
        var from = reader.Height();
        return reader.Failed ? null : new FetchDecisions(from);
    }
}
