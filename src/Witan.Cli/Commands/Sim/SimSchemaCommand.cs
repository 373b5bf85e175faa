using System.CommandLine;
using System.Text;
using Witan.Simulation.Scenarios;

namespace Witan.Cli.Commands.Sim;

/// <summary>Prints the JSON schema of scenario files.</summary>
internal static class SimSchemaCommand
{
    public static Command Create()
    {
        var command = new Command("schema", "Print the JSON schema of scenario files, with all defaults.");
        command.SetAction(_ =>
        {
            Console.Write(Encoding.UTF8.GetString(ScenarioSchema.Write()));
            return ExitCode.Done;
        });
        return command;
    }
}
