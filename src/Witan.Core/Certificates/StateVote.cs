using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Certificates;

/// <summary>"I executed up to here and this is the state": one member's signature over a commitment.</summary>
public sealed class StateVote(ConfigurationNumber configuration, ReplicaId sender, StateCommitment commitment)
    : Statement(configuration, sender)
{
    public StateCommitment Commitment { get; } = commitment;

    public override byte Type => MessageType.StateVote;

    public override string Domain => "witan/core/state/v1";

    public override PromiseKey? Promise => new PromiseKey(Configuration, Type, Commitment.Height.Value, 0);

    public override Height? NeededUntil => Commitment.Height;

    public override bool IsDerived => true;

    public override int FieldsSize => StateCommitment.Size;

    public override void WriteFields(CanonicalWriter writer) => Commitment.Write(writer);

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var commitment = StateCommitment.Read(ref reader);
        if (commitment.Configuration != configuration) reader.Fail();
        return reader.Failed ? null : new StateVote(configuration, sender, commitment);
    }
}
