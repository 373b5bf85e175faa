using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Pbft;

/// <summary>
/// The NEW-VIEW that this replica accepted last, whole, durable before anything of its view leaves: it says in which
/// view the replica is and is the answer to those who are behind.
/// </summary>
public sealed class NewViewRecord(SignedStatement newView) : Record
{
    public SignedStatement NewView { get; } = newView;

    public override byte Kind => PbftRecordKind.NewView;

    public override Height? NeededUntil => null;

    public override void Write(CanonicalWriter writer) => NewView.WriteBody(writer);

    public static NewViewRecord? Read(ref CanonicalReader reader)
    {
        var newView = Nested.Read(ref reader, Pbft.NewView.Read);
        return newView is null ? null : new NewViewRecord(newView);
    }
}
