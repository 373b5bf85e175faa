using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>true or false.</summary>
internal sealed class FlagShape : Shape<bool>
{
    public override bool Read(JsonElement json, string path, ProblemList problems) =>
        json.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? json.GetBoolean()
            : Refuse(path, $"must be true or false, not {JsonText.KindOf(json)}", problems, false);

    public override void Write(Utf8JsonWriter writer, bool value) => writer.WriteBooleanValue(value);

    public override void Describe(Utf8JsonWriter schema) => schema.WriteString("type", "boolean");
}
