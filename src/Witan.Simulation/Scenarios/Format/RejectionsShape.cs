using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>A number, an object with a number per reason, or null.</summary>
internal sealed class RejectionsShape : Shape<ExpectedRejections>
{
    private readonly MapShape<long> _byReason = new(Fields.Amount, 100);

    public override ExpectedRejections Read(JsonElement json, string path, ProblemList problems) =>
        json.ValueKind switch
        {
            JsonValueKind.Null => new ExpectedRejections(),
            JsonValueKind.Object => new ExpectedRejections { ByReason = _byReason.Read(json, path, problems) },
            JsonValueKind.Number => new ExpectedRejections { Total = Fields.Amount.Read(json, path, problems) },
            _ => Refuse(
                path, $"must be a number or an object with a number per reason, not {JsonText.KindOf(json)}", problems,
                new ExpectedRejections()),
        };

    public override void Write(Utf8JsonWriter writer, ExpectedRejections value)
    {
        if (value.ByReason.Count > 0) _byReason.Write(writer, value.ByReason);
        else if (value.Total is { } total) writer.WriteNumberValue(total);
        else writer.WriteNullValue();
    }

    public override void Describe(Utf8JsonWriter schema)
    {
        schema.WriteStartArray("anyOf");
        schema.WriteStartObject();
        Fields.Amount.Describe(schema);
        schema.WriteEndObject();
        schema.WriteStartObject();
        _byReason.Describe(schema);
        schema.WriteEndObject();
        schema.WriteStartObject();
        schema.WriteString("type", "null");
        schema.WriteEndObject();
        schema.WriteEndArray();
    }
}
