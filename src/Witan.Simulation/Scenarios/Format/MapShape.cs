using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>An object whose names are the file's own choice; read in ordinal order of the names.</summary>
internal sealed class MapShape<T>(Shape<T> item, int max) : Shape<ValueList<Named<T>>>
{
    public override ValueList<Named<T>> Read(JsonElement json, string path, ProblemList problems)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return Refuse(path, $"must be an object, not {JsonText.KindOf(json)}", problems, []);
        var found = new SortedList<string, T>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            var at = JsonText.Field(path, property.Name);
            if (found.ContainsKey(property.Name)) problems.Add(at, "stands twice");
            else if (found.Count == max) return Refuse(path, $"must have at most {max} fields", problems, []);
            else found.Add(property.Name, item.Read(property.Value, at, problems));
        }

        return [.. found.Select(pair => new Named<T>(pair.Key, pair.Value))];
    }

    public override void Write(Utf8JsonWriter writer, ValueList<Named<T>> value)
    {
        writer.WriteStartObject();
        foreach (var (name, element) in value)
        {
            writer.WritePropertyName(name);
            item.Write(writer, element);
        }

        writer.WriteEndObject();
    }

    public override void Describe(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "object");
        schema.WriteNumber("maxProperties", max);
        schema.WriteStartObject("additionalProperties");
        item.Describe(schema);
        schema.WriteEndObject();
    }
}
