using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>A value or null.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <typeparam name="TMaybe">The value or null.</typeparam>
/// <param name="inner">Of the value.</param>
/// <param name="wrap">From the value.</param>
/// <param name="unwrap">To the value; called with what is not null.</param>
internal sealed class NullableShape<T, TMaybe>(Shape<T> inner, Func<T, TMaybe> wrap, Func<TMaybe, T> unwrap)
    : Shape<TMaybe?>
{
    public override TMaybe? Read(JsonElement json, string path, ProblemList problems) =>
        json.ValueKind == JsonValueKind.Null ? default : wrap(inner.Read(json, path, problems));

    public override void Write(Utf8JsonWriter writer, TMaybe? value)
    {
        if (value is null) writer.WriteNullValue();
        else inner.Write(writer, unwrap(value));
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
