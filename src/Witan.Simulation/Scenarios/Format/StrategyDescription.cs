using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>Writes the schema of each strategy's arguments.</summary>
internal static class StrategyDescription
{
    private static readonly ArgShape Default = new();

    /// <summary>Writes, into the schema of a `byz` fault, per strategy what its args may be.</summary>
    public static void Write(Utf8JsonWriter schema)
    {
        schema.WriteStartArray("allOf");
        foreach (var strategy in StrategyCatalogue.All)
        {
            schema.WriteStartObject();
            schema.WriteStartObject("if");
            schema.WriteStartObject("properties");
            schema.WriteStartObject("strategy");
            schema.WriteString("const", strategy.Name);
            schema.WriteEndObject();
            schema.WriteEndObject();
            schema.WriteEndObject();
            schema.WriteStartObject("then");
            schema.WriteString("description", $"{strategy.Id} {strategy.Name}: {strategy.Does}");
            schema.WriteStartObject("properties");
            WriteArgs(schema, strategy);
            schema.WriteEndObject();
            schema.WriteEndObject();
            schema.WriteEndObject();
        }

        schema.WriteEndArray();
    }

    private static void WriteArgs(Utf8JsonWriter schema, Strategy strategy)
    {
        schema.WriteStartObject("args");
        schema.WriteString("type", "object");
        schema.WriteStartObject("properties");
        foreach (var arg in strategy.Args) WriteArg(schema, arg);
        schema.WriteEndObject();
        schema.WriteBoolean("additionalProperties", false);
        schema.WriteEndObject();
    }

    private static void WriteArg(Utf8JsonWriter schema, StrategyArg arg)
    {
        schema.WriteStartObject(arg.Name);
        schema.WriteString("description", arg.Meaning);
        if (arg.Default is ArgValue.Nothing)
        {
            schema.WriteStartArray("anyOf");
            schema.WriteStartObject();
            WriteKind(schema, arg);
            schema.WriteEndObject();
            schema.WriteStartObject();
            schema.WriteString("type", "null");
            schema.WriteEndObject();
            schema.WriteEndArray();
        }
        else
        {
            WriteKind(schema, arg);
        }

        schema.WritePropertyName("default");
        Default.Write(schema, arg.Default);
        schema.WriteEndObject();
    }

    private static void WriteKind(Utf8JsonWriter schema, StrategyArg arg)
    {
        switch (arg.Kind)
        {
            case ArgKind.Count or ArgKind.Fraction:
                schema.WriteString("type", arg.Kind == ArgKind.Count ? "integer" : "number");
                schema.WriteNumber("minimum", arg.Min);
                schema.WriteNumber("maximum", arg.Max);
                break;
            case ArgKind.Choice:
                new ChoiceShape<string>([.. arg.Choices.Select(choice => (choice, choice))]).Describe(schema);
                break;
            case ArgKind.Flag:
                Fields.Flag.Describe(schema);
                break;
            case ArgKind.Replica:
                Fields.Replica.Describe(schema);
                break;
            case ArgKind.Client:
                new ClientShape().Describe(schema);
                break;
            default:
                new ListShape<NodeName>(Fields.Node, 0, 2_000, distinct: true).Describe(schema);
                break;
        }
    }
}
