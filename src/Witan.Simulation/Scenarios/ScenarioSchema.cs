using Witan.Simulation.Scenarios.Format;

namespace Witan.Simulation.Scenarios;

/// <summary>
/// The JSON schema (draft 2020-12) of scenario files, made from the tables that the reader uses. It says which fields
/// there are and which values each may have; what depends on several fields (ids that exist, f) only the reader checks.
/// </summary>
public static class ScenarioSchema
{
    public static byte[] Write() => JsonText.Render(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        writer.WriteString("title", Scenario.Version);
        ScenarioFields.Scenario.Describe(writer);
        writer.WriteStartObject("$defs");
        TriggerShape.Define(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}
