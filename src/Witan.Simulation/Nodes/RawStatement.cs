using Witan.Core.Messages;
using Witan.Primitives.Encoding;

namespace Witan.Simulation.Nodes;

/// <summary>A statement with other fields than an honest one can have: a liar signs whatever bytes it likes.</summary>
/// <param name="original">Whose type, domain, configuration and sender it takes over.</param>
/// <param name="fields">What stands in the place of its fields.</param>
public sealed class RawStatement(Statement original, byte[] fields) : Statement(original.Configuration, original.Sender)
{
    public Statement Original { get; } = original;

    public override byte Type => Original.Type;

    public override string Domain => Original.Domain;

    public override void WriteFields(CanonicalWriter writer) => writer.Raw(fields);
}
