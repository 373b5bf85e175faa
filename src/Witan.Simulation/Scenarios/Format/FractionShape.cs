using System.Globalization;
using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>A finite number within bounds.</summary>
internal sealed class FractionShape(double min, double max) : Shape<double>
{
    public override double Read(JsonElement json, string path, ProblemList problems)
    {
        if (json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var value) && value >= min && value <= max)
            return value;
        return Refuse(
            path, $"must be a number, {Show(min)} to {Show(max)}, not {JsonText.KindOf(json)}", problems, min);
    }

    public override void Write(Utf8JsonWriter writer, double value) => writer.WriteNumberValue(value);

    public override void Describe(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "number");
        schema.WriteNumber("minimum", min);
        schema.WriteNumber("maximum", max);
    }

    private static string Show(double value) => value.ToString(CultureInfo.InvariantCulture);
}
