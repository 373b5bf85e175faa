using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>A list of bounded length.</summary>
/// <param name="item">Of each item.</param>
/// <param name="min">Fewest items.</param>
/// <param name="max">Most items.</param>
/// <param name="distinct">Whether an item may stand once only.</param>
internal sealed class ListShape<T>(Shape<T> item, int min, int max, bool distinct = false) : Shape<ValueList<T>>
{
    public override ValueList<T> Read(JsonElement json, string path, ProblemList problems)
    {
        if (json.ValueKind != JsonValueKind.Array)
            return Refuse(path, $"must be a list, not {JsonText.KindOf(json)}", problems, []);
        var length = json.GetArrayLength();
        if (length < min || length > max)
        {
            var allowed = min == max ? $"exactly {min}" : $"{min} to {max}";
            return Refuse(path, $"must have {allowed} items, not {length}", problems, []);
        }

        var items = new T[length];
        var index = 0;
        foreach (var element in json.EnumerateArray())
        {
            var at = JsonText.Item(path, index);
            items[index] = item.Read(element, at, problems);
            if (distinct && problems.IsSound(at)
                && items.AsSpan(0, index).Contains(items[index], EqualityComparer<T>.Default))
                problems.Add(at, $"stands in the list twice: {JsonText.KindOf(element)}");
            index++;
        }

        return ValueLists.Of<T>(items);
    }

    public override void Write(Utf8JsonWriter writer, ValueList<T> value)
    {
        writer.WriteStartArray();
        foreach (var element in value) item.Write(writer, element);
        writer.WriteEndArray();
    }

    public override void Describe(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "array");
        schema.WriteStartObject("items");
        item.Describe(schema);
        schema.WriteEndObject();
        if (min > 0) schema.WriteNumber("minItems", min);
        schema.WriteNumber("maxItems", max);
        if (distinct) schema.WriteBoolean("uniqueItems", true);
    }
}
