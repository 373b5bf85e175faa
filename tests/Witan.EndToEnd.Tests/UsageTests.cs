using Witan.EndToEnd.Tests.Clusters;
using Xunit;

namespace Witan.EndToEnd.Tests;

/// <summary>What somebody who types a command for the first time is told.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("witan-usage-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Commands:")]
    [InlineData("--file", "put")]
    [InlineData("--strict", "sim", "run")]
    public async Task Help_and_the_names_of_a_command_is_its_help(string says, params string[] command)
    {
        var asked = await WitanCommand.RunAsync(["help", .. command]);
        var option = await WitanCommand.RunAsync([.. command, "--help"]);

        Assert.Equal((0, ""), (asked.Code, asked.Error));
        Assert.Equal(option.Output, asked.Output);
        Assert.Contains(says, asked.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown command statsu; did you mean status?", "witan", "statsu")]
    [InlineData("unknown command statsu; did you mean status?", "witan", "statsu", "--help")]
    [InlineData("unknown command statsu; did you mean status?", "witan", "help", "statsu")]
    [InlineData("unknown command foo; there are: up, init, node,", "witan", "foo")]
    [InlineData("unknown command sim rnu; did you mean run?", "witan sim", "sim", "rnu")]
    [InlineData("no subcommand of 'sim' was given; there are: run, replay,", "witan sim", "sim")]
    [InlineData("unknown option --prfix; did you mean --prefix?", "witan get", "get", "--prfix", "k")]
    [InlineData("unknown option -5;", "witan put", "put", "k", "-5")]
    [InlineData("--dir was given nothing", "witan get", "get", "k", "--dir", "")]
    [InlineData("./witan test", "witan", "test")]
    public async Task What_does_not_exist_is_answered_with_what_may_have_been_meant(
        string says, string command, params string[] arguments)
    {
        var result = await WitanCommand.RunAsync(arguments);

        AssertRefused(result, says);
        Assert.EndsWith($"see: {command} --help\n", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--jobs must be a whole number from 1 to", "sim", "explore", "--jobs", "0")]
    [InlineData("--jobs must be a whole number from 1 to", "sim", "twins", "--jobs", "-1")]
    [InlineData("--jobs must be a whole number from 1 to", "sim", "explore", "--jobs", "99999999999999999999")]
    [InlineData("--seeds is FIRST..END", "sim", "explore", "--seeds", "9..9")]
    [InlineData("--seeds is FIRST..END", "sim", "explore", "--seeds", "0..18446744073709551615")]
    [InlineData("--n takes whole numbers from 4 to 128, by commas, not '3'", "sim", "explore", "--n", "4,3")]
    [InlineData("--limit must be a whole number from 1", "sim", "twins", "--limit", "0")]
    [InlineData("--case must be a whole number from 0", "sim", "twins", "--case", "-1")]
    [InlineData("--rounds must be a whole number from 1 to 16, not '17'", "sim", "twins", "--rounds", "17")]
    [InlineData("--seeds must be a whole number from 1 to", "sim", "run", "x.json", "--seeds", "0")]
    [InlineData("--seed must be a whole number from 0 to", "sim", "run", "x.json", "--seed", "-1")]
    [InlineData("--rows must be a whole number from 1 to", "sim", "replay", "x.json", "--rows", "0")]
    [InlineData("--tries must be a whole number from 1 to", "sim", "shrink", "x.json", "--tries", "0")]
    [InlineData("--seconds must be a whole number from 1 to 3600, not '1e3'", "bench", "--seconds", "1e3")]
    [InlineData("--port must be a whole number from 1 to 65485, not '65536'", "up", "--port", "65536")]
    public async Task A_number_out_of_its_range_is_refused_with_the_range(string says, params string[] arguments) =>
        AssertRefused(await WitanCommand.RunAsync(arguments), says);

    [Theory]
    [InlineData("there is no such file", "sim", "run", "FOLDER/none.json")]
    [InlineData("it is a folder", "sim", "replay", "FOLDER")]
    [InlineData("there is no such folder", "sim", "shrink", "FOLDER/none/none.json")]
    [InlineData("--trust", "verify", "FOLDER/proof.json", "--trust", "FOLDER/none.json")]
    [InlineData("it is a folder", "verify", "FOLDER/proof.json", "--trust", "FOLDER")]
    [InlineData("witan init", "node", "--config", "FOLDER/node.json")]
    [InlineData("witan init", "gateway", "--config", "FOLDER/gateway.json")]
    [InlineData("witan up --dir", "put", "k", "v", "--dir", "FOLDER")]
    public async Task A_missing_file_is_named_with_what_to_do(string says, params string[] arguments)
    {
        var result = await WitanCommand.RunAsync(
            arguments.Select(argument => argument.Replace("FOLDER", _folder, StringComparison.Ordinal)));

        AssertRefused(result, says);
        Assert.Contains(_folder, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"grpcPort\": \"x\"}", "at line 1: the value of grpcPort is not of its kind")]
    [InlineData("{\n\"grpcPrt\": 1}", "at line 2: there is no setting 'grpcPrt'")]
    [InlineData("{\"grpcPort\": 1", "it is not valid JSON")]
    public async Task A_setting_that_is_none_is_named_with_its_line(string text, string says)
    {
        var file = Path.Combine(_folder, "gateway.json");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        var result = await WitanCommand.RunAsync("gateway", "--config", file);

        AssertRefused(result, says);
        Assert.DoesNotContain("System.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_argument_that_is_no_text_is_refused_and_a_typed_mark_is_not()
    {
        var program = WitanCommand.StartInfo();
        var line = string.Join(' ', program.ArgumentList.Prepend(program.FileName));
        program.FileName = "sh";
        program.ArgumentList.Clear();
        foreach (var part in new[] { "-c", $"exec {line} put k \"$(printf 'a\\377')\" --dir {_folder}" })
            program.ArgumentList.Add(part);

        AssertRefused(await WitanCommand.RunAsync(program), "argument 3 is not valid UTF-8 text");
        AssertRefused(
            await WitanCommand.RunAsync("put", "k", "\uFFFD", "--dir", _folder), "holds no cluster");
    }

    private static void AssertRefused(CommandResult result, string says)
    {
        Assert.Equal((2, ""), (result.Code, result.Output));
        var line = Assert.Single(
            result.Error.Split('\n'), line => line.StartsWith("witan: ", StringComparison.Ordinal));
        Assert.Contains(says, line, StringComparison.Ordinal);
    }
}
