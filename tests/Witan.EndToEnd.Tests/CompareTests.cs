using System.Text.Json;
using Witan.EndToEnd.Tests.Clusters;
using Xunit;

namespace Witan.EndToEnd.Tests;

/// <summary>`witan compare` and `witan sim picture`, as a user calls them.</summary>
public sealed class CompareTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("witan-compare-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_comparison_is_one_json_object_and_the_same_again()
    {
        string[] line =
        [
            "compare", "--protocols", "hotstuff,pbft", "--n", "4,7", "--situations", "none,leader", "--requests", "2",
            "--latency-map", Map(), "--json",
        ];
        var (first, second) = (await WitanCommand.RunAsync(line), await WitanCommand.RunAsync(line));

        Assert.Equal((0, ""), (first.Code, first.Error));
        Assert.Equal(first.Output, second.Output);
        using var json = JsonDocument.Parse(first.Output);
        var results = json.RootElement.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(8, results.Count);
        Assert.Equal("pbft", results[0].GetProperty("protocol").GetString());
        Assert.Equal(24, results[0].GetProperty("perDecision").GetProperty("authenticators").GetDouble());
        Assert.Equal("a", results[0].GetProperty("sites")[2].GetString());
        Assert.Equal(2, json.RootElement.GetProperty("growth").GetArrayLength());
    }

    [Fact]
    public async Task A_table_says_what_was_set_and_pictures_go_to_the_folder()
    {
        var charts = Path.Combine(_folder, "charts");

        var result = await WitanCommand.RunAsync(
            "compare", "--protocols", "pbft", "--n", "4,7", "--situations", "none", "--requests", "2", "--out", charts);

        Assert.Equal(0, result.Code);
        Assert.Contains(
            "n = 4: longest way 20.0 ms; bound 25 ms, epoch 50 ms", result.Output, StringComparison.Ordinal);
        Assert.Contains("growth without faults", result.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["authenticators.svg", "latency-none.svg", "messages.svg", "table.md", "verified.svg"],
            Directory.GetFiles(charts).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Responsiveness_is_a_table_by_network_and_bound()
    {
        var result = await WitanCommand.RunAsync(
            "compare", "--responsiveness", "--protocols", "hotstuff", "--n", "4", "--requests", "2");

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(3, result.Output.Split('\n').Count(l => l.StartsWith("hotstuff ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("there is no protocol 'pbtf'; did you mean pbft", "--protocols", "pbtf")]
    [InlineData("--n takes whole numbers from 4 to 128, by commas, not '3'", "--n", "3")]
    [InlineData("--situations takes none, leader and f", "--situations", "crash")]
    [InlineData("there is no such file", "--latency-map", "FOLDER/none.csv")]
    [InlineData("bad.csv is no latency map: line 2, column 3: 'x', to b,", "--latency-map", "FOLDER/bad.csv")]
    [InlineData("the map has no site 'd'", "--latency-map", "FOLDER/map.csv", "--sites", "a,d")]
    [InlineData("give one with --latency-map", "--client-site", "a")]
    [InlineData("--latency is for runs without a map", "--latency-map", "FOLDER/map.csv", "--latency", "5")]
    [InlineData("--bound does not go with --responsiveness", "--responsiveness", "--bound", "5")]
    public async Task What_cannot_be_compared_is_refused(string says, params string[] arguments)
    {
        Map();
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "bad.csv"), "from,a,b\na,1,x\nb,1,1\n", TestContext.Current.CancellationToken);

        var result = await WitanCommand.RunAsync(
            ["compare", .. arguments.Select(a => a.Replace("FOLDER", _folder, StringComparison.Ordinal))]);

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_is_written_where_it_is_told_and_an_unknown_message_is_refused()
    {
        var file = Path.Combine(_folder, "one.json");
        await File.WriteAllTextAsync(
            file, """{"schema": "witan-scenario/1", "workload": {"ops": 1}}""", TestContext.Current.CancellationToken);
        var picture = Path.Combine(_folder, "one.svg");

        var drawn = await WitanCommand.RunAsync("sim", "picture", file, "--out", picture);
        var refused = await WitanCommand.RunAsync("sim", "picture", file, "--out", picture, "--messages", "Prepair");

        Assert.Equal((0, ""), (drawn.Code, drawn.Error));
        Assert.StartsWith("<svg ", await File.ReadAllTextAsync(
            picture, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(2, refused.Code);
        Assert.Contains("pbft has no message 'Prepair'; did you mean Prepare", refused.Error, StringComparison.Ordinal);
    }

    private string Map()
    {
        var file = Path.Combine(_folder, "map.csv");
        File.WriteAllText(file, "from\\to,a,b\na,1,30\nb,34,1\n");
        return file;
    }
}
