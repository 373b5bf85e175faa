using Witan.Core.Evidence;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>
/// One pair of signed statements. Both signatures, and all nested in them, are the verifier's to check.
/// </summary>
public sealed class EvidenceAnswer(EvidencePair pair) : Message
{
    public EvidencePair Pair { get; } = pair;

    public override byte Type => MessageType.EvidenceAnswer;

    public override void WriteBody(CanonicalWriter writer) => Pair.Write(writer);

    public override void Visit(INestedVisitor visitor)
    {
        Pair.First.Visit(visitor);
        Pair.Second.Visit(visitor);
    }

    public static EvidenceAnswer? Read(ref CanonicalReader reader, MessageCodec codec)
    {
        var pair = EvidencePair.Read(ref reader, codec);
        return pair is null ? null : new EvidenceAnswer(pair);
    }
}
