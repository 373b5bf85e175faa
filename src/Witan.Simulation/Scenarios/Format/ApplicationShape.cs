using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>An application's name. The one that does nothing is called null, with or without quotes.</summary>
internal sealed class ApplicationShape : Shape<ApplicationKind>
{
    private static readonly ChoiceShape<ApplicationKind> Names = new(
        ("registry", ApplicationKind.Registry), ("counter", ApplicationKind.Counter), ("null", ApplicationKind.None));

    public override ApplicationKind Read(JsonElement json, string path, ProblemList problems) =>
        json.ValueKind == JsonValueKind.Null ? ApplicationKind.None : Names.Read(json, path, problems);

    public override void Write(Utf8JsonWriter writer, ApplicationKind value) => Names.Write(writer, value);

    public override void Describe(Utf8JsonWriter schema)
    {
        schema.WriteStartArray("anyOf");
        schema.WriteStartObject();
        Names.Describe(schema);
        schema.WriteEndObject();
        schema.WriteStartObject();
        schema.WriteString("type", "null");
        schema.WriteEndObject();
        schema.WriteEndArray();
    }
}
