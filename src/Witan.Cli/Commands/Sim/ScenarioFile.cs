using Witan.Simulation.Scenarios;

namespace Witan.Cli.Commands.Sim;

/// <summary>Scenario files as the subcommands take them.</summary>
internal static class ScenarioFile
{
    /// <param name="path">Of the file.</param>
    /// <param name="protocol">In the place of the file's; null: as the file says.</param>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static ScenarioReading Read(string path, string? protocol)
    {
        if (!File.Exists(path)) throw new UsageException($"there is no file {path}");
        using var stream = File.OpenRead(path);
        // One byte more than is allowed is enough to know that there are too many. A pipe has no length.
        var buffer = new byte[ScenarioReader.MaxBytes + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return ScenarioReader.Read(buffer.AsMemory(0, length), Registrations.ScenarioProtocols, protocol);
    }

    /// <summary>One line per problem on standard error.</summary>
    public static void SayProblems(string path, ScenarioReading reading)
    {
        foreach (var problem in reading.Problems) CommandLine.Say($"{path}: {problem}");
    }
}
