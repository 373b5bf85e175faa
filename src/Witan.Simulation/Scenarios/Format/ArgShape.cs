using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>
/// An argument of a strategy. Which kind it must be depends on the strategy, so the reader takes any and the check asks
/// the catalogue; the schema says it per strategy.
/// </summary>
internal sealed class ArgShape : Shape<ArgValue>
{
    private static readonly FractionShape Number = new(-1e15, 1e15);
    private static readonly TextShape Word = new(0, 100, oneLine: true);
    private static readonly ListShape<NodeName> Nodes = new(Fields.Node, 0, 2_000);

    public override ArgValue Read(JsonElement json, string path, ProblemList problems) => json.ValueKind switch
    {
        JsonValueKind.Null => new ArgValue.Nothing(),
        JsonValueKind.True or JsonValueKind.False => new ArgValue.Flag(json.GetBoolean()),
        JsonValueKind.Number => new ArgValue.Number(Number.Read(json, path, problems)),
        JsonValueKind.String => new ArgValue.Text(Word.Read(json, path, problems)),
        JsonValueKind.Array => new ArgValue.Nodes(Nodes.Read(json, path, problems)),
        _ => Refuse(
            path, "must be a number, a text, true, false, null or a list of nodes", problems, new ArgValue.Nothing()),
    };

    public override void Write(Utf8JsonWriter writer, ArgValue value)
    {
        switch (value)
        {
            case ArgValue.Flag flag:
                writer.WriteBooleanValue(flag.Value);
                break;
            case ArgValue.Number number:
                writer.WriteNumberValue(number.Value);
                break;
            case ArgValue.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case ArgValue.Nodes nodes:
                Nodes.Write(writer, nodes.Value);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    public override void Describe(Utf8JsonWriter schema)
    {
    }
}
