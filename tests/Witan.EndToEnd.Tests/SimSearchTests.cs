using System.Text.Json;
using Witan.EndToEnd.Tests.Clusters;
using Xunit;

namespace Witan.EndToEnd.Tests;

/// <summary>`witan sim twins`, `sim shrink` and what `sim run` says of strategies, as a user calls them.</summary>
public sealed class SimSearchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("witan-sim-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Twins_that_agree_end_with_0_and_one_json_object()
    {
        var result = await WitanCommand.RunAsync("sim", "twins", "--rounds", "2", "--limit", "5", "--json");

        Assert.Equal((0, ""), (result.Code, result.Error));
        using var json = JsonDocument.Parse(result.Output);
        Assert.True(json.RootElement.GetProperty("of").GetInt64() > 5);
        Assert.False(json.RootElement.GetProperty("drawn").GetBoolean());
        Assert.False(json.RootElement.GetProperty("exhaustive").GetBoolean());
    }

    [Fact]
    public async Task Twins_that_are_drawn_are_of_no_number()
    {
        var result = await WitanCommand.RunAsync("sim", "twins", "--sample", "--limit", "2", "--json");

        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("of").ValueKind);
        Assert.True(json.RootElement.GetProperty("drawn").GetBoolean());
    }

    [Fact]
    public async Task A_failure_says_at_which_seed_and_how_many_ran_before_it()
    {
        var file = Write("""
            {"schema": "witan-scenario/1", "name": "never", "workload": {"ops": 2}, "expect": {"viewChangesAtLeast": 9}}
            """);

        var text = await WitanCommand.RunAsync("sim", "run", file, "--seed", "7", "--seeds", "5");
        var json = await WitanCommand.RunAsync("sim", "run", file, "--seed", "7", "--seeds", "5", "--json");

        Assert.Equal((1, 1), (text.Code, json.Code));
        Assert.StartsWith("never: FAILS at seed 7, the 1st of 5, ", text.Output, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(json.Output);
        Assert.Equal(5, report.RootElement.GetProperty("planned").GetInt64());
        Assert.Equal(1, report.RootElement.GetProperty("ran").GetInt64());
        Assert.Equal(7, report.RootElement.GetProperty("seed").GetInt64());
    }

    [Fact]
    public async Task A_number_of_twins_that_cannot_be_ends_with_2()
    {
        var result = await WitanCommand.RunAsync("sim", "twins", "--n", "4", "--twins", "9");

        Assert.Equal(2, result.Code);
        Assert.NotEmpty(result.Error);
    }

    [Fact]
    public async Task What_holds_cannot_be_made_smaller_and_ends_with_1()
    {
        var file = Write("""{"schema": "witan-scenario/1", "name": "quiet", "workload": {"ops": 4}}""");

        var result = await WitanCommand.RunAsync("sim", "shrink", file);

        Assert.Equal((1, ""), (result.Code, result.Output));
        Assert.Contains("quiet holds with seed 1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_file_cannot_be_made_smaller_and_ends_with_2()
    {
        var file = Write("""{"schema": "witan-scenario/1", "nom": "x"}""");

        var result = await WitanCommand.RunAsync("sim", "shrink", file);

        Assert.Equal((2, ""), (result.Code, result.Output));
    }

    [Fact]
    public async Task A_file_that_fails_becomes_the_smallest_that_fails_at_the_same_oracle()
    {
        var file = Write("""
            {"schema": "witan-scenario/1", "name": "too-few", "cluster": {"clients": 3},
             "faults": [{"at": {"ms": 10}, "do": "pause", "node": 2, "forMs": 20}],
             "workload": {"ops": 12, "keys": 3, "zipf": 0.9}, "expect": {"viewChangesAtLeast": 1}}
            """);
        var smaller = Path.Combine(_folder, "smaller.json");

        var shrunk = await WitanCommand.RunAsync("sim", "shrink", file, "--out", smaller);
        var run = await WitanCommand.RunAsync("sim", "run", smaller, "--json");

        Assert.Equal(0, shrunk.Code);
        Assert.StartsWith("expect.viewChangesAtLeast: from 1 faults", shrunk.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.Code);
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("fails", json.RootElement.GetProperty("verdict").GetString());
        Assert.Empty(json.RootElement.GetProperty("faults").EnumerateArray());
        // The default needs no explanation: it is left out, and is not 1.
        var text = await File.ReadAllTextAsync(smaller, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("\"keys\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strategy_that_does_nothing_shows_in_the_json_and_fails_strictly()
    {
        var file = Write("""
            {"schema": "witan-scenario/1", "name": "idle", "cluster": {"byzantine": [3]},
             "faults": [{"at": {"ms": 0}, "do": "byz", "node": 3, "strategy": "SlowLeader"},
                        {"at": {"ms": 0}, "do": "byz", "node": 3, "strategy": "DoubleVote"}],
             "workload": {"ops": 10}}
            """);

        var result = await WitanCommand.RunAsync("sim", "run", file, "--json");
        var strict = await WitanCommand.RunAsync("sim", "run", file, "--strict");

        Assert.Equal((0, 1), (result.Code, strict.Code));
        using var json = JsonDocument.Parse(result.Output);
        var faults = json.RootElement.GetProperty("faults");
        Assert.Equal(0, faults[0].GetProperty("fired").GetInt64());
        Assert.Empty(faults[0].GetProperty("deeds").EnumerateObject());
        var changed = faults[1].GetProperty("deeds").GetProperty("changed").GetInt64();
        Assert.Equal(faults[1].GetProperty("fired").GetInt64(), changed);
        Assert.Contains("faults[0] never happened", strict.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("faults[1]", strict.Output, StringComparison.Ordinal);
    }

    private string Write(string text)
    {
        var path = Path.Combine(_folder, "file.json");
        File.WriteAllText(path, text);
        return path;
    }
}
