using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>
/// An object with fixed fields. Fields that a file leaves out keep the value that they have in the defaults.
/// </summary>
internal sealed class ObjectShape<T>(T defaults, params Field<T>[] fields) : Shape<T>
{
    /// <summary>Takes what no field is named for; null refuses it.</summary>
    public RestOf<T>? Rest { get; init; }

    public override T Read(JsonElement json, string path, ProblemList problems) => ReadBeside(json, path, problems, []);

    /// <summary>Reads from an object in which fields of others stand too.</summary>
    /// <param name="json">The object.</param>
    /// <param name="path">Of the object.</param>
    /// <param name="problems">What is wrong.</param>
    /// <param name="others">Names of those fields; nothing is asked of them.</param>
    public T ReadBeside(JsonElement json, string path, ProblemList problems, string[] others)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return Refuse(path, $"must be an object, not {JsonText.KindOf(json)}", problems, defaults);
        var value = defaults;
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            var at = JsonText.Field(path, property.Name);
            if (!seen.Add(property.Name)) problems.Add(at, "stands twice");
            else if (others.Contains(property.Name)) continue;
            else if (Find(property.Name) is { } field) value = field.Read(value, property.Value, at, problems);
            else if (Rest is not null) value = Rest.Read(value, property, at, problems);
            else problems.Add(at, "no such field; there are: " + string.Join(", ", Names(others)));
        }

        foreach (var field in fields)
        {
            if (field.IsRequired && !seen.Contains(field.Name)) problems.Add(path, $"lacks {field.Name}");
        }

        return value;
    }

    public override void Write(Utf8JsonWriter writer, T value)
    {
        writer.WriteStartObject();
        WriteFields(writer, value);
        writer.WriteEndObject();
    }

    public void WriteFields(Utf8JsonWriter writer, T value)
    {
        foreach (var field in fields) field.Write(writer, value, defaults);
        Rest?.Write(writer, value);
    }

    public override void Describe(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "object");
        schema.WriteStartObject("properties");
        DescribeFields(schema);
        schema.WriteEndObject();
        WriteRequired(schema, []);
        if (Rest is null) schema.WriteBoolean("additionalProperties", false);
        else RestOf<T>.Describe(schema);
    }

    public void DescribeFields(Utf8JsonWriter schema)
    {
        foreach (var field in fields) field.Describe(schema, defaults);
    }

    /// <summary>Writes the list of fields that must be there, these others first; nothing if it is empty.</summary>
    public void WriteRequired(Utf8JsonWriter schema, string[] others)
    {
        string[] required = [.. others, .. fields.Where(f => f.IsRequired).Select(f => f.Name)];
        if (required.Length == 0) return;
        schema.WriteStartArray("required");
        foreach (var name in required) schema.WriteStringValue(name);
        schema.WriteEndArray();
    }

    private Field<T>? Find(string name) => Array.Find(fields, field => field.Name == name);

    private IEnumerable<string> Names(string[] others) => others.Concat(fields.Select(field => field.Name));
}
