using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>Numbers under names that no field of the object has, kept in ordinal order of the names.</summary>
internal sealed class RestOf<TOwner>(
    Func<TOwner, ValueList<Named<double>>> get, Func<TOwner, ValueList<Named<double>>, TOwner> set)
{
    /// <summary>More than any protocol has.</summary>
    private const int Max = 100;

    private static readonly FractionShape Number = new(-1e15, 1e15);

    public TOwner Read(TOwner owner, JsonProperty property, string path, ProblemList problems)
    {
        var value = Number.Read(property.Value, path, problems);
        var before = get(owner);
        if (before.Count < Max)
        {
            var after = before.Append(new Named<double>(property.Name, value));
            return set(owner, [.. after.OrderBy(named => named.Name, StringComparer.Ordinal)]);
        }

        problems.Add(path, $"is one further setting too many; at most {Max}");
        return owner;
    }

    public void Write(Utf8JsonWriter writer, TOwner owner)
    {
        foreach (var (name, value) in get(owner)) writer.WriteNumber(name, value);
    }

    public static void Describe(Utf8JsonWriter schema)
    {
        schema.WriteStartObject("additionalProperties");
        schema.WriteString("description", "What the protocol's page adds; anything else is refused.");
        Number.Describe(schema);
        schema.WriteEndObject();
    }
}
