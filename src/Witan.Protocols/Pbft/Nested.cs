using Witan.Core.Messages;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Pbft;

/// <summary>Signed statements of one known type inside another message: configuration u64 | sender u32 | body |
/// signature.</summary>
internal static class Nested
{
    public const int MinimumBytes = SignedStatement.MinimumBytes - 1;

    public static SignedStatement? Read(ref CanonicalReader reader, StatementReader readStatement)
    {
        var configuration = reader.Configuration();
        var sender = reader.Replica();
        var statement = readStatement(configuration, sender, ref reader);
        var signature = reader.Signature();
        return reader.Failed || statement is null ? null : new SignedStatement(statement, signature);
    }

    public static SignedStatement[] ReadMany(ref CanonicalReader reader, int limit, StatementReader readStatement)
    {
        var statements = new SignedStatement[reader.Count(limit, MinimumBytes)];
        for (var i = 0; i < statements.Length && !reader.Failed; i++)
        {
            if (Read(ref reader, readStatement) is { } statement) statements[i] = statement;
            else reader.Fail();
        }

        return statements;
    }

    public static void WriteMany(CanonicalWriter writer, IReadOnlyList<SignedStatement> statements)
    {
        writer.Count(statements.Count);
        foreach (var statement in statements) statement.WriteBody(writer);
    }
}
