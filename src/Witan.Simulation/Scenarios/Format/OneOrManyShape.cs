using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>One item, or a list of different ones.</summary>
internal sealed class OneOrManyShape<T>(Shape<T> item, int max) : Shape<ValueList<T>>
{
    private readonly ListShape<T> _many = new(item, 1, max, distinct: true);

    public override ValueList<T> Read(JsonElement json, string path, ProblemList problems) =>
        json.ValueKind == JsonValueKind.Array ? _many.Read(json, path, problems) : [item.Read(json, path, problems)];

    public override void Write(Utf8JsonWriter writer, ValueList<T> value)
    {
        if (value.Count == 1) item.Write(writer, value[0]);
        else _many.Write(writer, value);
    }

    public override void Describe(Utf8JsonWriter schema)
    {
        schema.WriteStartArray("anyOf");
        schema.WriteStartObject();
        item.Describe(schema);
        schema.WriteEndObject();
        schema.WriteStartObject();
        _many.Describe(schema);
        schema.WriteEndObject();
        schema.WriteEndArray();
    }
}
