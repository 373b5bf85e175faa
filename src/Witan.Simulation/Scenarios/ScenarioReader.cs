using System.Text.Json;
using Witan.Simulation.Scenarios.Checks;
using Witan.Simulation.Scenarios.Format;

namespace Witan.Simulation.Scenarios;

/// <summary>
/// Reads scenario files. Never throws for what a file holds, and reports all that is wrong with it, not the first.
/// </summary>
public static class ScenarioReader
{
    /// <summary>Bytes of one file: a thousand faults and ten thousand operations fit.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Problems reported of one file.</summary>
    public const int MaxProblems = 20;

    /// <param name="file">The bytes of the file.</param>
    /// <param name="protocols">Those that may run.</param>
    /// <param name="protocol">Takes the place of the file's protocol; null is as the file says.</param>
    public static ScenarioReading Read(
        ReadOnlyMemory<byte> file, IReadOnlyList<ProtocolDescription> protocols, string? protocol = null)
    {
        var problems = new ProblemList();
        if (file.Length > MaxBytes) problems.Add("$", $"is larger than {MaxBytes} bytes");
        else if (JsonText.FaultIn(file.Span) is { } fault) problems.Add("$", fault);
        if (problems.Any) return new ScenarioReading(null, problems.Found);

        using var document = JsonDocument.Parse(file, JsonText.DocumentOptions);
        var scenario = ScenarioFields.Scenario.Read(document.RootElement, "$", problems);
        if (protocol is not null) scenario = scenario with { Protocol = scenario.Protocol with { Name = protocol } };
        ScenarioChecks.Run(scenario, protocols, problems);
        return new ScenarioReading(problems.Any ? null : scenario, problems.Found);
    }

    /// <summary>What is wrong with a scenario that was made and not read; empty if it could stand in a file.</summary>
    public static ValueList<ScenarioProblem> Check(Scenario scenario, IReadOnlyList<ProtocolDescription> protocols) =>
        Read(ScenarioWriter.Write(scenario), protocols).Problems;
}
