using System.Text.Json;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>
/// A fault: the field that is its trigger, the field <c>do</c>, and the fields of that action, in one object.
/// </summary>
internal sealed class FaultShape : Shape<FaultSpec>
{
    // What goes on in the place of a fault that cannot be read; nothing is checked of it.
    private static readonly FaultSpec Unread = new(new Trigger.AtMs(), new FaultAction.Heal());

    private static readonly string[] Around = [.. TriggerShape.Names, "do"];

    public override FaultSpec Read(JsonElement json, string path, ProblemList problems)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return Refuse(path, $"must be an object, not {JsonText.KindOf(json)}", problems, Unread);
        var action = ActionOf(json, path, problems);
        var trigger = TriggerShape.Read(json, path, problems);
        if (action is null) return Unread;
        var does = action.Fields.Read(json, path, problems, Around);
        if (trigger is null) return Unread;
        var kind = TriggerShape.KindOf(trigger);
        if (!action.Triggers.HasFlag(kind))
        {
            problems.Add(
                JsonText.Field(path, TriggerShape.NameOf(kind)), $"{action.Word} happens only with {Allowed(action)}");
        }

        return new FaultSpec(trigger, does);
    }

    public override void Write(Utf8JsonWriter writer, FaultSpec value)
    {
        var action = ActionFields.All.Single(a => a.Fields.Fits(value.Action));
        writer.WriteStartObject();
        TriggerShape.Write(writer, value.Trigger);
        writer.WriteString("do", action.Word);
        action.Fields.WriteFields(writer, value.Action);
        writer.WriteEndObject();
    }

    public override void Describe(Utf8JsonWriter schema)
    {
        schema.WriteStartArray("oneOf");
        foreach (var action in ActionFields.All) Describe(schema, action);
        schema.WriteEndArray();
    }

    private static void Describe(Utf8JsonWriter schema, ActionCase action)
    {
        schema.WriteStartObject();
        schema.WriteString("description", action.Description);
        schema.WriteString("type", "object");
        schema.WriteStartObject("properties");
        foreach (var trigger in NamesOf(action))
        {
            schema.WriteStartObject(trigger);
            schema.WriteString("$ref", "#/$defs/" + trigger);
            schema.WriteEndObject();
        }

        schema.WriteStartObject("do");
        schema.WriteString("const", action.Word);
        schema.WriteEndObject();
        action.Fields.DescribeFields(schema);
        schema.WriteEndObject();
        action.Fields.WriteRequired(schema, ["do"]);
        schema.WriteStartArray("oneOf");
        foreach (var trigger in NamesOf(action))
        {
            schema.WriteStartObject();
            schema.WriteStartArray("required");
            schema.WriteStringValue(trigger);
            schema.WriteEndArray();
            schema.WriteEndObject();
        }

        schema.WriteEndArray();
        schema.WriteBoolean("additionalProperties", false);
        if (action.Word == "byz") StrategyDescription.Write(schema);
        schema.WriteEndObject();
    }

    private static ActionCase? ActionOf(JsonElement json, string path, ProblemList problems)
    {
        if (!json.TryGetProperty("do", out var word))
        {
            problems.Add(path, "lacks do");
            return null;
        }

        if (word.ValueKind == JsonValueKind.String
            && Array.Find(ActionFields.All, a => a.Word == word.GetString()) is { } found)
            return found;
        var words = string.Join(", ", ActionFields.All.Select(a => a.Word));
        problems.Add(JsonText.Field(path, "do"), $"must be one of {words}, not {JsonText.KindOf(word)}");
        return null;
    }

    private static IEnumerable<string> NamesOf(ActionCase action) =>
        new[] { TriggerKinds.At, TriggerKinds.Every, TriggerKinds.Match }
            .Where(kind => action.Triggers.HasFlag(kind)).Select(TriggerShape.NameOf);

    private static string Allowed(ActionCase action) => string.Join(" or ", NamesOf(action));
}
