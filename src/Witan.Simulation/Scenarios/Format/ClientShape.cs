using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>A client: "c0" and 0 mean the same.</summary>
internal sealed class ClientShape : Shape<NodeName>
{
    public override NodeName Read(JsonElement json, string path, ProblemList problems)
    {
        if (NodeShape.IndexOf(json) is { } index) return NodeName.Client(index);
        if (NodeShape.ValueOf(json) is { Kind: NodeKind.Client } client) return client;
        return Refuse(
            path, $"must be a client (\"c0\" or 0), not {JsonText.KindOf(json)}", problems, NodeName.Client(0));
    }

    public override void Write(Utf8JsonWriter writer, NodeName value) => writer.WriteStringValue(value.ToString());

    public override void Describe(Utf8JsonWriter schema)
    {
        schema.WriteStartArray("anyOf");
        NodeShape.DescribeNumber(schema);
        schema.WriteStartObject();
        schema.WriteString("type", "string");
        schema.WriteString("pattern", "^c(0|[1-9][0-9]{0,3})$");
        schema.WriteEndObject();
        schema.WriteEndArray();
    }
}
