using System.CommandLine;

namespace Witan.Cli.Commands.Sim;

/// <summary>The simulator: one subcommand per file.</summary>
internal static class SimCommand
{
    public static Command Create() => new("sim", "Simulate clusters from scenario files.")
    {
        SimRunCommand.Create(),
        SimReplayCommand.Create(),
        SimPictureCommand.Create(),
        SimExploreCommand.Create(),
        SimShrinkCommand.Create(),
        SimTwinsCommand.Create(),
        SimSchemaCommand.Create(),
    };
}
