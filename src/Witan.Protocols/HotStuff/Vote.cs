using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.HotStuff;

/// <summary>
/// A vote for a node. The phase is in the type, and so in the signed text: a vote of one phase never counts as one of
/// another. Signed fields: view u64 | node 32 | height u64.
/// </summary>
/// <remarks>
/// The promise is lastVoted of the paper: no second vote of a phase in a view, and none in a lower view. No height ends
/// it; the newest replaces it, in the journal and in the guard.
/// </remarks>
public abstract class Vote(ConfigurationNumber configuration, ReplicaId sender, View view, Digest node, Height height)
    : Statement(configuration, sender)
{
    public View View { get; } = view;

    /// <summary>Id of the node.</summary>
    public Digest Node { get; } = node;

    /// <summary>Height of the node, so that its child can be judged without it.</summary>
    public Height Height { get; } = height;

    /// <summary>Votes with equal ones are for the same: a liar's other height does not spoil a certificate.</summary>
    public Digest Subject
    {
        get
        {
            var writer = new CanonicalWriter(48);
            WriteFields(writer);
            return Sha256.Hash(writer.Written);
        }
    }

    public override PromiseKey? Promise => new PromiseKey(Configuration, Type, View.Value, 0);

    public override void WriteFields(CanonicalWriter writer)
    {
        writer.View(View);
        writer.Digest(Node);
        writer.Height(Height);
    }

    private protected static (View View, Digest Node, Height Height) ReadFields(ref CanonicalReader reader)
    {
        var fields = (View: reader.View(), reader.Digest(), reader.Height());
        if (fields.View == default) reader.Fail();
        return fields;
    }
}
