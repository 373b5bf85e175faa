using System.CommandLine;
using Witan.Cli.Output;
using Witan.Simulation.Scenarios;

namespace Witan.Cli.Commands.Sim;

/// <summary>Checks a scenario file.</summary>
internal static class SimRunCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A scenario file (witan-scenario/1)." };
        var check = new Option<bool>("--check") { Description = "Validate the file and run nothing." };
        var protocol = new Option<string?>("--protocol")
        {
            Description = "In the place of the file's protocol: " + Registrations.ScenarioProtocolNames + ".",
        };
        var json = Shared.Json();
        var command = new Command("run", "Validate a scenario file.") { file, check, protocol, json };
        command.SetAction(parsed =>
        {
            if (!parsed.GetValue(check)) throw new UsageException("scenarios can be validated only: say --check");
            return Check(parsed.GetRequiredValue(file), parsed.GetValue(protocol), parsed.GetValue(json));
        });
        return command;
    }

    /// <summary>Says every problem in a line of its own.</summary>
    /// <returns>Usage if there is any.</returns>
    private static int Check(string file, string? protocol, bool json)
    {
        var reading = ScenarioFile.Read(file, protocol);
        if (json) PrintJson(file, reading);
        else if (reading.Scenario is { } scenario) Console.WriteLine($"{file}: valid{Named(scenario)}");
        else ScenarioFile.SayProblems(file, reading);
        return reading.Scenario is null ? ExitCode.Usage : ExitCode.Done;
    }

    private static string Named(Scenario scenario) => scenario.Name.Length == 0 ? "" : ", " + scenario.Name;

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
