using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Safety;

/// <summary>An own statement as it is about to be signed. The safety guard is the fold of these.</summary>
public sealed class PromiseRecord(Statement statement) : Record
{
    public Statement Statement { get; } = statement;

    public override byte Kind => RecordKind.Promise;

    public override Height? NeededUntil => Statement.NeededUntil;

    public override int Replaces => (Kind << 8) | Statement.Type;

    public override void Write(CanonicalWriter writer)
    {
        writer.U8(Statement.Type);
        writer.Configuration(Statement.Configuration);
        writer.Replica(Statement.Sender);
        Statement.WriteBody(writer);
    }
}
