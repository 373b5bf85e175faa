using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// What an instance on its own decided, durable before anybody is told. Chained ones leave it to the shared rooms.
/// </summary>
/// <remarks>Layout: value | certificate over COMMITTED.</remarks>
public sealed class DecidedRecord(Decision decision) : Record
{
    public Decision Decision { get; } = decision;

    public override byte Kind => SingleShotRecordKind.Decided;

    public override Height? NeededUntil => Decision.Certificate.Height;

    public override Height? MayBeDecided => Decision.Certificate.Height;

    public override void Write(CanonicalWriter writer) => Decision.WriteBody(writer);

    public static DecidedRecord? Read(ref CanonicalReader reader)
    {
        var decision = Decision.Read(ref reader);
        return decision is null ? null : new DecidedRecord(decision);
    }
}
