using Witan.Core.Messages;
using Witan.Primitives.Encoding;

namespace Witan.Simulation.Nodes;

/// <summary>Bytes that a liar sends: whatever they are, they go through the decoder.</summary>
/// <param name="bytes">Type and body; at least one byte.</param>
public sealed class RawMessage(byte[] bytes) : Message
{
    public override byte Type => bytes[0];

    public override void WriteBody(CanonicalWriter writer) => writer.Raw(bytes.AsSpan(1));
}
