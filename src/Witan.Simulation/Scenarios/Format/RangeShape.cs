using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>[min, max] in milliseconds.</summary>
internal sealed class RangeShape(long lowest, long highest) : Shape<MsRange>
{
    private readonly ListShape<long> _bounds = new(new WholeShape<long>(lowest, highest), 2, 2);

    public override MsRange Read(JsonElement json, string path, ProblemList problems)
    {
        var bounds = _bounds.Read(json, path, problems);
        if (bounds.Count != 2) return default;
        if (bounds[0] <= bounds[1]) return new MsRange(bounds[0], bounds[1]);
        return Refuse(path, $"must be [min, max], and {bounds[0]} is above {bounds[1]}", problems, default);
    }

    public override void Write(Utf8JsonWriter writer, MsRange value) => _bounds.Write(writer, [value.Min, value.Max]);

    public override void Describe(Utf8JsonWriter schema) => _bounds.Describe(schema);
}
