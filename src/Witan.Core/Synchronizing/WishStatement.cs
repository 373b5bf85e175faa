using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Synchronizing;

/// <summary>
/// WISH(v) of the view synchroniser: its sender wants to be in this view or a later one. It promises nothing; a lower
/// one after a restart is a delay. The protocol that hosts the synchroniser gives type and domain.
/// </summary>
/// <remarks>Signed fields: instance u64 | view u64, at least 1.</remarks>
/// <param name="configuration">Under which membership it was said.</param>
/// <param name="sender">Who wishes.</param>
/// <param name="instance">Which synchroniser of the host: wishes of one never count in another.</param>
/// <param name="view">The view.</param>
public abstract class WishStatement(ConfigurationNumber configuration, ReplicaId sender, ulong instance, View view)
    : Statement(configuration, sender)
{
    /// <summary>Which synchroniser of the host.</summary>
    public ulong Instance { get; } = instance;

    public View View { get; } = view;

    public override void WriteFields(CanonicalWriter writer)
    {
        writer.U64(Instance);
        writer.View(View);
    }

    /// <summary>Reads the fields; the reader failed if they are none.</summary>
    protected static (ulong Instance, View View) ReadFields(ref CanonicalReader reader)
    {
        // Bounded as heights are: hosts number their instances by them.
        var fields = (Instance: reader.Height().Value, View: reader.View());
        if (fields.View == default) reader.Fail();
        return fields;
    }
}
