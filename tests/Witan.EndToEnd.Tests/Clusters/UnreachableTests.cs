using System.Diagnostics;
using Witan.Node;
using Xunit;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>What commands say of a cluster that does not run.</summary>
public sealed class UnreachableTests : IDisposable
{
    private const int Columns = 50;

    private readonly string _folder = Directory.CreateTempSubdirectory("witan-unreachable-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_read_says_who_did_not_answer_how_long_it_waited_and_what_to_do()
    {
        var cluster = Init();

        var result = await WitanCommand.RunAsync("get", "k", "--dir", cluster.Directory);

        Assert.Equal((3, ""), (result.Code, result.Output));
        var line = result.Error.TrimEnd().Split('\n')[^1];
        foreach (var member in cluster.Genesis.Configuration.Members)
            Assert.Contains($"{member.Id} at {member.Address}", line, StringComparison.Ordinal);
        Assert.Contains("waited 10", line, StringComparison.Ordinal);
        Assert.Contains("Connection refused", line, StringComparison.Ordinal);
        Assert.Contains("witan status", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_read_says_so_and_nothing_else()
    {
        var start = WitanCommand.StartInfo("get", "k", "--dir", Init().Directory);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("witan did not start");
        // Before it listens to signals, one would end it without a word; when it says what it waits for, it does.
        string? line;
        do line = await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        while (line?.Contains("waiting for", StringComparison.Ordinal) == false);

        using var signal = Process.Start("sh", ["-c", $"kill -INT {process.Id}"]);
        var rest = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(line);
        Assert.Equal(130, process.ExitCode);
        Assert.Equal("witan: interrupted", rest.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task Status_keeps_to_a_narrow_width_and_names_what_it_left_out()
    {
        var start = WitanCommand.StartInfo("status", "--dir", Init().Directory);
        start.Environment["COLUMNS"] = Columns.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var result = await WitanCommand.RunAsync(start);

        Assert.Equal(3, result.Code);
        var lines = result.Output.TrimEnd().Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, Columns));
        Assert.StartsWith("replica  mode", lines[0], StringComparison.Ordinal);
        Assert.Equal("    why: Connection refused", lines[2]);
        Assert.Contains("(too narrow for organisation, checkpoint)", lines);
    }

    private ClusterFolder Init() => ClusterFolder.Init(
        new ClusterOptions { Directory = Path.Combine(_folder, "cluster"), Port = FreePorts.Base() });
}
