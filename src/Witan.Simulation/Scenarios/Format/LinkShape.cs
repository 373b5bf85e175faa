using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>[a, b], two different nodes.</summary>
internal sealed class LinkShape : Shape<Link>
{
    private readonly ListShape<NodeName> _ends = new(new NodeShape(), 2, 2, distinct: true);

    public override Link Read(JsonElement json, string path, ProblemList problems)
    {
        var ends = _ends.Read(json, path, problems);
        return ends.Count == 2 ? new Link(ends[0], ends[1]) : default;
    }

    public override void Write(Utf8JsonWriter writer, Link value) => _ends.Write(writer, [value.A, value.B]);

    public override void Describe(Utf8JsonWriter schema) => _ends.Describe(schema);
}
