using System.Text.Json;
using Witan.EndToEnd.Tests.Clusters;
using Xunit;

namespace Witan.EndToEnd.Tests;

/// <summary>`witan sim schema` and `witan sim run --check`, as a user calls them.</summary>
public sealed class SimCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("witan-sim-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_schema_is_one_json_value_on_standard_output()
    {
        var result = await WitanCommand.RunAsync("sim", "schema");

        Assert.Equal((0, ""), (result.Code, result.Error));
        using var schema = JsonDocument.Parse(result.Output);
        Assert.Equal("witan-scenario/1", schema.RootElement.GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_good_file_is_said_to_be_one()
    {
        var file = Write("""{"schema": "witan-scenario/1", "name": "quiet"}""");

        var result = await WitanCommand.RunAsync("sim", "run", file, "--check");

        Assert.Equal((0, $"{file}: valid, quiet\n", ""), (result.Code, result.Output, result.Error));
    }

    [Fact]
    public async Task Ten_seeds_give_the_same_trace_digest_in_two_processes()
    {
        var file = Write("""
            {"schema": "witan-scenario/1", "name": "twice",
             "network": {"gstMs": 500, "before": {"latencyMs": [0, 50], "loss": 0.1}},
             "faults": [{"at": {"ms": 100}, "do": "crash", "node": 1, "restartAfterMs": 200}], "workload": {"ops": 20}}
            """);

        var first = await WitanCommand.RunAsync("sim", "run", file, "--seeds", "10", "--json");
        var second = await WitanCommand.RunAsync("sim", "run", file, "--seeds", "10", "--json");

        Assert.Equal((0, 0), (first.Code, second.Code));
        using var one = JsonDocument.Parse(first.Output);
        using var other = JsonDocument.Parse(second.Output);
        Assert.Equal(
            one.RootElement.GetProperty("traceDigest").GetString(),
            other.RootElement.GetProperty("traceDigest").GetString());
    }

    [Fact]
    public async Task A_bad_file_has_a_line_for_each_problem_on_standard_error_and_ends_with_2()
    {
        var file = Write("""{"schema": "witan-scenario/1", "nom": "x", "cluster": {"f": 2}}""");

        var result = await WitanCommand.RunAsync("sim", "run", file, "--check");

        Assert.Equal((2, ""), (result.Code, result.Output));
        var lines = result.Error.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith($"witan: {file}: $.nom: no such field", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"witan: {file}: $.cluster.f: n = 4 bears", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_json_the_problems_are_one_object_on_standard_output()
    {
        var file = Write("""{"schema": "witan-scenario/1", "nom": "x"}""");

        var result = await WitanCommand.RunAsync("sim", "run", file, "--check", "--json");

        Assert.Equal((2, ""), (result.Code, result.Error));
        using var said = JsonDocument.Parse(result.Output);
        Assert.False(said.RootElement.GetProperty("valid").GetBoolean());
        Assert.Equal("$.nom", said.RootElement.GetProperty("problems")[0].GetProperty("path").GetString());
    }

    [Fact]
    public async Task A_protocol_that_does_not_exist_and_a_file_that_does_not_exist_end_with_2()
    {
        var file = Write("""{"schema": "witan-scenario/1"}""");

        var protocol = await WitanCommand.RunAsync("sim", "run", file, "--check", "--protocol", "pow");
        var missing = await WitanCommand.RunAsync("sim", "run", file + "x", "--check");

        Assert.Equal(2, protocol.Code);
        Assert.Contains("there is no protocol 'pow'", protocol.Error, StringComparison.Ordinal);
        Assert.Equal(2, missing.Code);
        Assert.EndsWith("see: witan sim run --help\n", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_check_a_bad_file_is_refused_just_the_same_and_nothing_runs()
    {
        var file = Write("""{"schema": "witan-scenario/1", "nom": "x"}""");

        var checkedOnly = await WitanCommand.RunAsync("sim", "run", file, "--check");
        var run = await WitanCommand.RunAsync("sim", "run", file);

        Assert.Equal(2, run.Code);
        Assert.Equal(checkedOnly, run);
    }

    private string Write(string json)
    {
        var file = Path.Combine(_folder, "s.json");
        File.WriteAllText(file, json);
        return file;
    }
}
