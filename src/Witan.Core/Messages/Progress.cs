using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>
/// How far a replica says it is, sent every StatusInterval. A hint from an authenticated peer: it only makes others ask, and
/// what they then get carries its own proof.
/// </summary>
public sealed class Progress(Height executed, Height stable) : Message
{
    public Height Executed { get; } = executed;

    /// <summary>Its newest certified checkpoint.</summary>
    public Height Stable { get; } = stable;

    public override byte Type => MessageType.Progress;

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.Height(Executed);
        writer.Height(Stable);
    }

    public static Progress? Read(ref CanonicalReader reader)
    {
        var message = new Progress(reader.Height(), reader.Height());
        return reader.Failed ? null : message;
    }
}
