using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>A replica, by number.</summary>
internal sealed class ReplicaShape : Shape<NodeName>
{
    public override NodeName Read(JsonElement json, string path, ProblemList problems) =>
        NodeShape.IndexOf(json) is { } index
            ? NodeName.Replica(index)
            : Refuse(path, $"must be the number of a replica, not {JsonText.KindOf(json)}", problems, default);

    public override void Write(Utf8JsonWriter writer, NodeName value) => writer.WriteNumberValue(value.Index);

    public override void Describe(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "integer");
        schema.WriteNumber("minimum", 0);
        schema.WriteNumber("maximum", NodeName.MaxIndex);
    }
}
