using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// What all signed messages of an instance have in common: instance, view and the digest of a value. A process says
/// each type once in a view of an instance.
/// </summary>
/// <remarks>Signed fields: instance u64, at least 1 | view u64, at least 1 | digest 32.</remarks>
public abstract class InstanceStatement(
    ConfigurationNumber configuration, ReplicaId sender, ulong instance, View view, Digest digest)
    : Statement(configuration, sender)
{
    /// <summary>Which agreement; the height where instances are chained.</summary>
    public ulong Instance { get; } = instance;

    public View View { get; } = view;

    /// <summary>D(x): of the value.</summary>
    public Digest Digest { get; } = digest;

    public override PromiseKey? Promise => new PromiseKey(Configuration, Type, View.Value, Instance);

    public override Height? NeededUntil => new Height(Instance);

    public override void WriteFields(CanonicalWriter writer)
    {
        writer.U64(Instance);
        writer.View(View);
        writer.Digest(Digest);
    }

    private protected static (ulong Instance, View View) ReadPlace(ref CanonicalReader reader)
    {
        var place = (Instance: reader.Height().Value, View: reader.View());
        if (place.Instance == 0 || place.View == default) reader.Fail();
        return place;
    }
}
