using Witan.Cli.Output;
using Witan.Simulation.Scenarios;

namespace Witan.Cli.Commands.Sim;

/// <summary>What `sim run --check` says of a file.</summary>
internal static class SimCheck
{
    /// <summary>Says every problem in a line of its own.</summary>
    /// <returns>Usage if there is any.</returns>
    public static int Show(string file, ScenarioReading reading, bool json)
    {
        if (json) PrintJson(file, reading);
        else if (reading.Scenario is { } scenario) Console.WriteLine($"{file}: valid{Named(scenario)}");
        else ScenarioFile.SayProblems(file, reading);
        return reading.Scenario is null ? ExitCode.Usage : ExitCode.Done;
    }

    private static string Named(Scenario scenario) => scenario.Name.Length == 0 ? string.Empty : ", " + scenario.Name;

    private static void PrintJson(string file, ScenarioReading reading) => Answers.PrintJson(writer =>
    {
        writer.WriteString("file", file);
        if (reading.Scenario is { } scenario) writer.WriteString("scenario", scenario.Name);
        writer.WriteBoolean("valid", reading.Scenario is not null);
        writer.WriteStartArray("problems");
        foreach (var problem in reading.Problems)
        {
            writer.WriteStartObject();
            writer.WriteString("path", problem.Path);
            writer.WriteString("message", problem.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
