using Witan.Simulation.Scenarios.Format;

namespace Witan.Simulation.Scenarios;

/// <summary>
/// Writes a scenario as the one file that means it: fields in the order of the schema, defaults left out, two spaces of
/// indent, "\n" at the end of each line. Reading it gives an equal scenario.
/// </summary>
public static class ScenarioWriter
{
    public static byte[] Write(Scenario scenario) =>
        JsonText.Render(writer => ScenarioFields.Scenario.Write(writer, scenario));
}
