using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>One of a few words.</summary>
/// <param name="choices">Word and value, every value once.</param>
internal sealed class ChoiceShape<T>(params (string Word, T Value)[] choices) : Shape<T>
{
    public override T Read(JsonElement json, string path, ProblemList problems)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            var text = json.GetString();
            foreach (var (word, value) in choices)
            {
                if (word == text) return value;
            }
        }

        var words = string.Join(", ", choices.Select(c => c.Word));
        return Refuse(path, $"must be one of {words}, not {JsonText.KindOf(json)}", problems, choices[0].Value);
    }

    public override void Write(Utf8JsonWriter writer, T value) =>
        writer.WriteStringValue(choices.Single(c => EqualityComparer<T>.Default.Equals(c.Value, value)).Word);

    public override void Describe(Utf8JsonWriter schema)
    {
        schema.WriteStartArray("enum");
        foreach (var (word, _) in choices) schema.WriteStringValue(word);
        schema.WriteEndArray();
    }
}
