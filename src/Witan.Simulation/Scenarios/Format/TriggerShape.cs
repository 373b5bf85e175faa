using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>The trigger of a fault: one of the fields at, every and match.</summary>
internal static class TriggerShape
{
    /// <summary>The fields that triggers are.</summary>
    public static readonly string[] Names = ["at", "every", "match"];

    /// <summary>The field under which a kind of trigger stands.</summary>
    public static string NameOf(TriggerKinds kind) => kind switch
    {
        TriggerKinds.At => "at",
        TriggerKinds.Every => "every",
        _ => "match",
    };

    public static TriggerKinds KindOf(Trigger trigger) => trigger switch
    {
        Trigger.Every => TriggerKinds.Every,
        Trigger.Match => TriggerKinds.Match,
        _ => TriggerKinds.At,
    };

    /// <summary>Null, and a problem, if the fault has no trigger or several.</summary>
    public static Trigger? Read(JsonElement fault, string path, ProblemList problems)
    {
        string[] present = [.. Names.Where(name => fault.TryGetProperty(name, out _))];
        if (present.Length != 1)
        {
            problems.Add(path, present.Length == 0
                ? "lacks a trigger: at, every or match"
                : $"has {string.Join(" and ", present)}; one trigger is allowed");
            return null;
        }

        var json = fault.GetProperty(present[0]);
        path = JsonText.Field(path, present[0]);
        return present[0] switch
        {
            "at" => ReadAt(json, path, problems),
            "every" => TriggerFields.Every.Read(json, path, problems, []),
            _ => TriggerFields.Match.Read(json, path, problems, []),
        };
    }

    public static void Write(Utf8JsonWriter writer, Trigger trigger)
    {
        var kind = KindOf(trigger);
        writer.WriteStartObject(NameOf(kind));
        var fields = kind switch
        {
            TriggerKinds.At => TriggerFields.At.Single(c => c.Fits(trigger)),
            TriggerKinds.Every => TriggerFields.Every,
            _ => TriggerFields.Match,
        };
        fields.WriteFields(writer, trigger);
        writer.WriteEndObject();
    }

    /// <summary>Writes the definitions that <see cref="FaultShape"/> refers to.</summary>
    public static void Define(Utf8JsonWriter schema)
    {
        schema.WriteStartObject("at");
        schema.WriteStartArray("oneOf");
        foreach (var fields in TriggerFields.At) DefineObject(schema, fields);
        schema.WriteEndArray();
        schema.WriteEndObject();
        schema.WritePropertyName("every");
        DefineObject(schema, TriggerFields.Every);
        schema.WritePropertyName("match");
        DefineObject(schema, TriggerFields.Match);
    }

    private static void DefineObject(Utf8JsonWriter schema, Case<Trigger> fields)
    {
        schema.WriteStartObject();
        schema.WriteString("type", "object");
        schema.WriteStartObject("properties");
        fields.DescribeFields(schema);
        schema.WriteEndObject();
        fields.WriteRequired(schema, []);
        schema.WriteBoolean("additionalProperties", false);
        schema.WriteEndObject();
    }

    private static Trigger? ReadAt(JsonElement json, string path, ProblemList problems)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            problems.Add(path, $"must be an object, not {JsonText.KindOf(json)}");
            return null;
        }

        Case<Trigger>[] present = [.. TriggerFields.At.Where(c => json.TryGetProperty(c.Word, out _))];
        if (present.Length == 1) return present[0].Read(json, path, problems, []);
        problems.Add(path, present.Length == 0
            ? "lacks one of ms, slot, view and point"
            : $"has {string.Join(" and ", present.Select(c => c.Word))}; one is allowed");
        return null;
    }
}
