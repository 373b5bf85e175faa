using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Dbft;

/// <summary>
/// What all signed messages of dBFT have in common: the height that is being made ("block index") and the view in it.
/// Views begin at 0 with every height. Signed fields begin with: height u64 | view u8.
/// </summary>
public abstract class HeightStatement(
    ConfigurationNumber configuration, ReplicaId sender, Height height, View view)
    : Statement(configuration, sender)
{
    /// <summary>A view is one byte; the last is kept free, so that the next of any can be named.</summary>
    public const byte MaxView = 254;

    public Height Height { get; } = height;

    /// <summary>At most <see cref="MaxView"/>.</summary>
    public View View { get; } = view;

    public override Height? NeededUntil => Height;

    /// <summary>What it is for: preparations and commits with equal ones add up.</summary>
    public abstract Digest Subject { get; }

    public override PromiseKey? Promise => new PromiseKey(Configuration, Type, Height.Value, View.Value);

    public override void WriteFields(CanonicalWriter writer)
    {
        writer.Height(Height);
        writer.U8((byte)View.Value);
    }

    private protected static (Height Height, View View) ReadPlace(ref CanonicalReader reader)
    {
        var place = (Height: reader.Height(), View: ReadView(ref reader));
        if (place.Height == Height.Genesis) reader.Fail();
        return place;
    }

    internal static View ReadView(ref CanonicalReader reader)
    {
        var view = reader.U8();
        if (view > MaxView) reader.Fail();
        return new View(view);
    }
}
