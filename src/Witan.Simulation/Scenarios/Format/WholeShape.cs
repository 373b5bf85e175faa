using System.Numerics;
using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>A whole number within bounds. 3.0 and 3e0 are 3, as in JSON schema.</summary>
internal sealed class WholeShape<T>(long min, long max) : Shape<T>
    where T : struct, IBinaryInteger<T>
{
    public override T Read(JsonElement json, string path, ProblemList problems)
    {
        if (json.ValueKind == JsonValueKind.Number && ValueOf(json) is { } value && value >= min && value <= max)
            return T.CreateChecked(value);
        return Refuse(
            path, $"must be a whole number, {min} to {max}, not {JsonText.KindOf(json)}", problems,
            T.CreateChecked(min));
    }

    public override void Write(Utf8JsonWriter writer, T value) => writer.WriteNumberValue(long.CreateChecked(value));

    public override void Describe(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "integer");
        schema.WriteNumber("minimum", min);
        schema.WriteNumber("maximum", max);
    }

    private static long? ValueOf(JsonElement json)
    {
        if (json.TryGetInt64(out var value)) return value;
        return json.TryGetDecimal(out var other) && decimal.Truncate(other) == other
            && other is >= long.MinValue and <= long.MaxValue
            ? (long)other
            : null;
    }
}
