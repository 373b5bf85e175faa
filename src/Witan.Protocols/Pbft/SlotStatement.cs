using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Pbft;

/// <summary>
/// What PRE-PREPARE, PREPARE and COMMIT have in common: (v, n, d) of the paper. Signed fields: view u64 | height u64
/// | digest 32.
/// </summary>
public abstract class SlotStatement(ConfigurationNumber configuration, ReplicaId sender, View view, Height height,
    Digest block)
    : Statement(configuration, sender)
{
    public View View { get; } = view;

    /// <summary>The sequence number.</summary>
    public Height Height { get; } = height;

    /// <summary>Digest of the block.</summary>
    public Digest Digest { get; } = block;

    public override PromiseKey? Promise => new PromiseKey(Configuration, Type, View.Value, Height.Value);

    public override Height? NeededUntil => Height;

    public override int FieldsSize => sizeof(ulong) + sizeof(ulong) + Digest.Size;

    public override void WriteFields(CanonicalWriter writer)
    {
        writer.View(View);
        writer.Height(Height);
        writer.Digest(Digest);
    }

    private protected static (View View, Height Height, Digest Digest) ReadFields(ref CanonicalReader reader)
    {
        var fields = (reader.View(), Height: reader.Height(), reader.Digest());
        if (fields.Height == Height.Genesis) reader.Fail();
        return fields;
    }
}
