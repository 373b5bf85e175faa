using Witan.Core.Safety;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>
/// What a member signs. Its text is domain | cluster | configuration | quorum mode | sender | fields (DESIGN 5): a
/// signature of one type, configuration or cluster never verifies as another.
/// </summary>
/// <param name="configuration">Under which membership it was said.</param>
/// <param name="sender">Who says it. Comes from the message and is trusted only once the signature verifies under the
/// listed key.</param>
public abstract class Statement(ConfigurationNumber configuration, ReplicaId sender)
{
    private RememberedText? _text;

    public ConfigurationNumber Configuration { get; } = configuration;

    public ReplicaId Sender { get; } = sender;

    /// <summary>Its number on the wire; see <see cref="MessageType"/>.</summary>
    public abstract byte Type { get; }

    /// <summary>"witan/protocol/type/v1".</summary>
    public abstract string Domain { get; }

    /// <summary>
    /// The key that makes two different texts a lie; null for types that promise nothing or may be renewed.
    /// </summary>
    public virtual PromiseKey? Promise => null;

    /// <summary>What this statement forbids its sender from now on; null for most.</summary>
    public virtual PromiseFloor? Floor => null;

    /// <summary>
    /// The height after which a stable checkpoint makes the promise void; null if only a newer one replaces it.
    /// </summary>
    public virtual Height? NeededUntil => null;

    /// <summary>The signed fields, in the order of docs/wire-format.md.</summary>
    public abstract void WriteFields(CanonicalWriter writer);

    /// <summary>
    /// Bytes that <see cref="WriteFields"/> will write, for types that are said with every block; elsewhere more than
    /// most take. Wrong sizes cost a copy and nothing else.
    /// </summary>
    public virtual int FieldsSize => 192;

    /// <summary>
    /// What travels after sender and configuration: the signed fields unless something rides along by digest.
    /// </summary>
    public virtual void WriteBody(CanonicalWriter writer) => WriteFields(writer);

    /// <summary>The same statement without what rides along by digest; itself if nothing does.</summary>
    public virtual Statement Bare => this;

    /// <summary>Names every signed statement inside, so that the verifier checks them all.</summary>
    public virtual void VisitNested(INestedVisitor visitor)
    {
    }

    /// <summary>
    /// Whether the statement is a function of decided blocks alone, so that a replica that forgot it says the same
    /// again. Its record then blocks nothing (a state commitment: RULES 4).
    /// </summary>
    public virtual bool IsDerived => false;

    /// <summary>
    /// What is signed. Remembered: guard, key, verifier and those who compare two statements all ask for it. One
    /// reference is written, so threads that ask at once do no harm.
    /// </summary>
    public Digest TextDigest(Digest cluster, uint quorumMode)
    {
        if (_text is { } known && known.Cluster == cluster && known.Mode == quorumMode) return known.Digest;
        var digest = TextDigest(cluster, quorumMode, Sender);
        _text = new RememberedText(cluster, quorumMode, digest);
        return digest;
    }

    /// <summary>
    /// What <paramref name="sender"/> signs who says the same: certificates hold one statement for many signers.
    /// </summary>
    public Digest TextDigest(Digest cluster, uint quorumMode, ReplicaId sender)
    {
        var writer = new CanonicalWriter(SignedText.MemberHeadSize(Domain) + FieldsSize);
        SignedText.BeginMember(writer, Domain, cluster, Configuration, quorumMode, sender);
        WriteFields(writer);
        return Sha256.Hash(writer.Written);
    }

    private sealed class RememberedText(Digest cluster, uint mode, Digest digest)
    {
        public Digest Cluster { get; } = cluster;

        public uint Mode { get; } = mode;

        public Digest Digest { get; } = digest;
    }
}
