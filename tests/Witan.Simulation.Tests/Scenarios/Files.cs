using System.Text;
using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>Short ways to read scenario files and to say what is wrong with them.</summary>
internal static class Files
{
    public const string Header = "\"schema\": \"witan-scenario/1\"";

    public static readonly IReadOnlyList<ProtocolDescription> Protocols =
    [
        PbftDescription.Value,
        PbftDescription.Value with { Name = "other", Options = [new("fanout", "Children.", 2, 1, 9)] },
    ];

    public static ScenarioReading Read(string json, string? protocol = null) =>
        ScenarioReader.Read(Encoding.UTF8.GetBytes(json), Protocols, protocol);

    /// <summary>Reads a file of the header and these fields, which must be without fault.</summary>
    public static Scenario Good(string fields)
    {
        var reading = Read($"{{ {Header}, {fields} }}");
        Assert.True(reading.Problems.Count == 0, string.Join('\n', reading.Problems));
        return reading.Scenario!;
    }

    /// <summary>Reads a file of the header and these fields, and gives its problems as "path: message".</summary>
    public static string[] Bad(string fields)
    {
        var reading = Read($"{{ {Header}, {fields} }}");
        Assert.Null(reading.Scenario);
        return [.. reading.Problems.Select(problem => problem.ToString())];
    }

    /// <summary>Good, with this one fault in a cluster where replica 3 is byzantine.</summary>
    public static FaultSpec Fault(string fault) =>
        Good($"\"cluster\": {{\"byzantine\": [3], \"clients\": 2, \"gateways\": 1}}, \"faults\": [{fault}]").Faults[0];

    /// <summary>Bad, with this one fault in the same cluster.</summary>
    public static string[] BadFault(string fault) =>
        Bad($"\"cluster\": {{\"byzantine\": [3], \"clients\": 2, \"gateways\": 1}}, \"faults\": [{fault}]");

    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Witan.slnx"))) return folder.FullName;
        throw new InvalidOperationException("the tests run outside their source folder");
    }
}
