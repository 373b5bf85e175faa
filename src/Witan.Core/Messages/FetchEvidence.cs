using Witan.Core.Evidence;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>Asks a peer for a proved lie that its <see cref="Progress"/> named.</summary>
public sealed class FetchEvidence(EvidenceKey key) : Message
{
    public EvidenceKey Key { get; } = key;

    public override byte Type => MessageType.FetchEvidence;

    public override void WriteBody(CanonicalWriter writer) => Key.Write(writer);

    public static FetchEvidence? Read(ref CanonicalReader reader)
    {
        var key = EvidenceKey.Read(ref reader);
        return reader.Failed ? null : new FetchEvidence(key);
    }
}
