using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>A node: a number is a replica, "c0" a client, "g0" a gateway.</summary>
internal sealed class NodeShape : Shape<NodeName>
{
    public override NodeName Read(JsonElement json, string path, ProblemList problems) =>
        ValueOf(json) ?? Refuse(
            path, $"must be a node (0, \"c0\" or \"g0\"), not {JsonText.KindOf(json)}", problems, default);

    public override void Write(Utf8JsonWriter writer, NodeName value)
    {
        if (value.IsReplica) writer.WriteNumberValue(value.Index);
        else writer.WriteStringValue(value.ToString());
    }

    public override void Describe(Utf8JsonWriter schema)
    {
        schema.WriteStartArray("anyOf");
        DescribeNumber(schema);
        schema.WriteStartObject();
        schema.WriteString("type", "string");
        schema.WriteString("pattern", "^[cg](0|[1-9][0-9]{0,3})$");
        schema.WriteEndObject();
        schema.WriteEndArray();
    }

    /// <summary>Null if it is no node.</summary>
    public static NodeName? ValueOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => NodeName.Parse(json.GetString()!),
        JsonValueKind.Number when IndexOf(json) is { } index => NodeName.Replica(index),
        _ => null,
    };

    /// <summary>Null if it is no index of a node.</summary>
    public static int? IndexOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var number)
            && decimal.Truncate(number) == number && number is >= 0 and <= NodeName.MaxIndex
            ? (int)number
            : null;

    public static void DescribeNumber(Utf8JsonWriter schema)
    {
        schema.WriteStartObject();
        schema.WriteString("type", "integer");
        schema.WriteNumber("minimum", 0);
        schema.WriteNumber("maximum", NodeName.MaxIndex);
        schema.WriteEndObject();
    }
}
