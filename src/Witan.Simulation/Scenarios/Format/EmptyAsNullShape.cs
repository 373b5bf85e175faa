using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>A list that is null in a file where it is empty here.</summary>
internal sealed class EmptyAsNullShape<T>(Shape<ValueList<T>> inner) : Shape<ValueList<T>>
{
    public override ValueList<T> Read(JsonElement json, string path, ProblemList problems) =>
        json.ValueKind == JsonValueKind.Null ? [] : inner.Read(json, path, problems);

    public override void Write(Utf8JsonWriter writer, ValueList<T> value)
    {
        if (value.Count == 0) writer.WriteNullValue();
        else inner.Write(writer, value);
    }

    public override void Describe(Utf8JsonWriter schema)
    {
        schema.WriteStartArray("anyOf");
        schema.WriteStartObject();
        inner.Describe(schema);
        schema.WriteEndObject();
        schema.WriteStartObject();
        schema.WriteString("type", "null");
        schema.WriteEndObject();
        schema.WriteEndArray();
    }
}
