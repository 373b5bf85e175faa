using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// PROPOSE(v, x, M) of the leader of v, signed over D(x) and D(M); both ride along, and are left out of a bare one.
/// </summary>
/// <remarks>
/// Signed fields: instance u64 | view u64 | D(x) 32 | D(M) 32. Body: these | has value u8 | value and M if 1.
/// </remarks>
public sealed class Propose : InstanceStatement
{
    private readonly Digest _justification;

    /// <param name="configuration">Under which membership it was said.</param>
    /// <param name="sender">The leader.</param>
    /// <param name="instance">Which agreement.</param>
    /// <param name="view">Which view.</param>
    /// <param name="value">x.</param>
    /// <param name="justification">M.</param>
    public Propose(
        ConfigurationNumber configuration, ReplicaId sender, ulong instance, View view, Value value,
        Justification justification)
        : this(configuration, sender, instance, view, value.Digest, justification.Digest) =>
        (Value, Justification) = (value, justification);

    private Propose(
        ConfigurationNumber configuration, ReplicaId sender, ulong instance, View view, Digest digest,
        Digest justification)
        : base(configuration, sender, instance, view, digest) => _justification = justification;

    /// <summary>x; null in a bare one.</summary>
    public Value? Value { get; }

    /// <summary>M; null in a bare one.</summary>
    public Justification? Justification { get; }

    public override byte Type => SingleShotMessageType.Propose;

    public override string Domain => "witan/singleshot/propose/v1";

    public override Statement Bare =>
        Value is null ? this : new Propose(Configuration, Sender, Instance, View, Digest, _justification);

    public override void WriteFields(CanonicalWriter writer)
    {
        base.WriteFields(writer);
        writer.Digest(_justification);
    }

    public override void WriteBody(CanonicalWriter writer)
    {
        WriteFields(writer);
        writer.Bool(Value is not null);
        Value?.Write(writer);
        Justification?.Write(writer);
    }

    public override void VisitNested(INestedVisitor visitor) => Justification?.Visit(visitor);

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var (instance, view) = ReadPlace(ref reader);
        var (digest, justification) = (reader.Digest(), reader.Digest());
        if (!reader.Bool())
            return reader.Failed ? null : new Propose(configuration, sender, instance, view, digest, justification);
        var value = Value.Read(ref reader);
        var shown = Justification.Read(configuration, instance, view, ref reader);
        if (reader.Failed || value!.Digest != digest || shown!.Digest != justification)
        {
            reader.Fail();
            return null;
        }

        return new Propose(configuration, sender, instance, view, value, shown);
    }
}
