using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>A text of bounded length.</summary>
/// <param name="min">Fewest UTF-16 code units.</param>
/// <param name="max">Most UTF-16 code units.</param>
/// <param name="oneLine">Whether control characters are refused.</param>
internal sealed class TextShape(int min, int max, bool oneLine = false) : Shape<string>
{
    public override string Read(JsonElement json, string path, ProblemList problems)
    {
        if (json.ValueKind == JsonValueKind.String && Admits(json.GetString()!)) return json.GetString()!;
        var what = oneLine ? "a text of one line" : "a text";
        return Refuse(path, $"must be {what}, {min} to {max} characters, not {JsonText.KindOf(json)}", problems, "");
    }

    public override void Write(Utf8JsonWriter writer, string value) => writer.WriteStringValue(value);

    public override void Describe(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "string");
        if (min > 0) schema.WriteNumber("minLength", min);
        schema.WriteNumber("maxLength", max);
        if (oneLine) schema.WriteString("pattern", "^[^\\u0000-\\u001f\\u007f-\\u009f]*$");
    }

    private bool Admits(string text) =>
        text.Length >= min && text.Length <= max && !(oneLine && text.Any(char.IsControl));
}
