using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Blocks;

/// <summary>What was decided at a height. Never a promise: it can be fetched again.</summary>
public sealed class DecisionRecord(Decision decision) : Record
{
    public Decision Decision { get; } = decision;

    public override byte Kind => RecordKind.Decision;

    public override Height? NeededUntil => Decision.Height;

    public override Height? MayBeDecided => Decision.Height;

    public override void Write(CanonicalWriter writer)
    {
        Decision.Block.Write(writer);
        Decision.Certificate.Write(writer);
    }

    public static DecisionRecord? Read(ref CanonicalReader reader, IProtocolCodec protocol)
    {
        var block = Block.Read(ref reader);
        var certificate = protocol.ReadCertificate(ref reader);
        if (reader.Failed || block is null || certificate is null) return null;
        var decision = new Decision(block, certificate);
        if (!decision.IsConsistent) reader.Fail();
        return reader.Failed ? null : new DecisionRecord(decision);
    }
}
