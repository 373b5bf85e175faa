using Witan.Node;
using Witan.Simulation.Scenarios;

namespace Witan.Cli.Commands.Sim;

/// <summary>Scenario files as the subcommands take them.</summary>
internal static class ScenarioFile
{
    /// <param name="path">Of the file.</param>
    /// <param name="protocol">In the place of the file's; null: as the file says.</param>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static ScenarioReading Read(string path, string? protocol)
    {
        try
        {
            using var stream = File.OpenRead(path);
            // One byte more than is allowed is enough to know that there are too many. A pipe has no length.
            var buffer = new byte[ScenarioReader.MaxBytes + 1];
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return ScenarioReader.Read(buffer.AsMemory(0, length), Registrations.ScenarioProtocols, protocol);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"the scenario {path} cannot be read: {FileTrouble.Of(path, failure)}; scenarios/ has examples, and "
                + "witan sim schema says what may stand in one",
                failure);
        }
    }

    /// <summary>Makes its folder if there is none.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Write(string path, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            File.WriteAllBytes(path, bytes.Span);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"{path} cannot be written: {FileTrouble.Of(path, failure)}; another place can be named with --out",
                failure);
        }
    }

    /// <summary>One line per problem on standard error.</summary>
    public static void SayProblems(string path, ScenarioReading reading)
    {
        foreach (var problem in reading.Problems) CommandLine.Say($"{path}: {problem}");
    }
}
