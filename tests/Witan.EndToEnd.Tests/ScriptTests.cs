using System.Diagnostics;
using Xunit;

namespace Witan.EndToEnd.Tests;

/// <summary>The script at the root, run as a user runs it.</summary>
public sealed class ScriptTests
{
    [Fact]
    public async Task The_test_command_explains_itself_without_running_a_test()
    {
        (int code, string output, string error) = await Run("test", "--help");

        Assert.Equal(0, code);
        Assert.StartsWith("usage: ./witan test", output, StringComparison.Ordinal);
        Assert.Equal("", error);
    }

    [Fact]
    public async Task Help_of_the_command_names_the_test_suite_too()
    {
        (int code, string output, _) = await Run("--help");

        Assert.Equal(0, code);
        Assert.Contains("./witan test", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(RepositoryRoot(), "witan"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var process = Process.Start(start) ?? throw new InvalidOperationException("the script did not start");
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await error);
    }

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Witan.slnx"))) return folder.FullName;
        throw new InvalidOperationException("the tests run outside their source folder");
    }
}
