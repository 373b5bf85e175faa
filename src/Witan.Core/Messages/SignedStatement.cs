using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>
/// A statement with its signature: the message that carries it, and the form in which others nest it.
/// </summary>
public sealed class SignedStatement(Statement statement, Signature signature) : Message
{
    /// <summary>
    /// The fewest bytes one can take on the wire inside another message: type, configuration, sender, signature.
    /// </summary>
    public const int MinimumBytes = 1 + 8 + 4 + Signature.Size;

    public Statement Statement { get; } = statement;

    public Signature Signature { get; } = signature;

    public override byte Type => Statement.Type;

    /// <summary>The same without what rides along by digest: the same text under the same signature.</summary>
    public SignedStatement Bare =>
        ReferenceEquals(Statement.Bare, Statement) ? this : new SignedStatement(Statement.Bare, Signature);

    protected override int BodySize => MinimumBytes - 1 + Statement.FieldsSize;

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.Configuration(Statement.Configuration);
        writer.Replica(Statement.Sender);
        Statement.WriteBody(writer);
        writer.Signature(Signature);
    }

    public override void Visit(INestedVisitor visitor)
    {
        visitor.Statement(this);
        Statement.VisitNested(visitor);
    }
}
