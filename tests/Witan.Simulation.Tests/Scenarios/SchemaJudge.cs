using System.Text.Json;
using System.Text.RegularExpressions;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>
/// Judges files by a JSON schema, for the keywords that the schema of scenarios uses; any other keyword is an error. It
/// shares nothing with the reader, so where the two agree the schema says what the reader does.
/// </summary>
internal sealed class SchemaJudge(JsonElement root)
{
    private static readonly string[] Notes = ["$schema", "title", "description", "default", "$defs"];

    public bool Admits(JsonElement value) => Admits(root, value);

    private bool Admits(JsonElement schema, JsonElement value) =>
        schema.EnumerateObject().All(keyword => Holds(schema, keyword.Name, keyword.Value, value));

    private bool Holds(JsonElement schema, string keyword, JsonElement said, JsonElement value) => keyword switch
    {
        _ when Notes.Contains(keyword) => true,
        "then" => true,
        "$ref" => Admits(root.GetProperty("$defs").GetProperty(said.GetString()!["#/$defs/".Length..]), value),
        "type" => HasType(said.GetString()!, value),
        "const" => JsonElement.DeepEquals(said, value),
        "enum" => said.EnumerateArray().Any(item => JsonElement.DeepEquals(item, value)),
        "anyOf" => said.EnumerateArray().Any(option => Admits(option, value)),
        "oneOf" => said.EnumerateArray().Count(option => Admits(option, value)) == 1,
        "allOf" => said.EnumerateArray().All(part => Admits(part, value)),
        "if" => !Admits(said, value) || Admits(schema.GetProperty("then"), value),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= said.GetDouble(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= said.GetDouble(),
        "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= said.GetInt32(),
        "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= said.GetInt32(),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, said.GetString()!),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(item => Admits(said, item)),
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= said.GetInt32(),
        "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= said.GetInt32(),
        "uniqueItems" => value.ValueKind != JsonValueKind.Array || AreDistinct(value),
        "maxProperties" => value.ValueKind != JsonValueKind.Object
            || value.EnumerateObject().Count() <= said.GetInt32(),
        "required" => value.ValueKind != JsonValueKind.Object
            || said.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
        "properties" => value.ValueKind != JsonValueKind.Object
            || value.EnumerateObject().All(p => !said.TryGetProperty(p.Name, out var field) || Admits(field, p.Value)),
        "additionalProperties" => value.ValueKind != JsonValueKind.Object || AdmitsOthers(schema, said, value),
        _ => throw new InvalidOperationException($"the judge does not know the keyword {keyword}"),
    };

    private bool AdmitsOthers(JsonElement schema, JsonElement said, JsonElement value)
    {
        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        return value.EnumerateObject()
            .Where(p => known.ValueKind != JsonValueKind.Object || !known.TryGetProperty(p.Name, out _))
            .All(p => said.ValueKind != JsonValueKind.False && Admits(said, p.Value));
    }

    private static bool HasType(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && Math.Floor(value.GetDouble()) == value.GetDouble(),
        _ => throw new InvalidOperationException($"there is no type {type}"),
    };

    private static bool AreDistinct(JsonElement list)
    {
        var items = list.EnumerateArray().ToList();
        return !items.Where((item, i) => items.Take(i).Any(before => JsonElement.DeepEquals(before, item))).Any();
    }
}
