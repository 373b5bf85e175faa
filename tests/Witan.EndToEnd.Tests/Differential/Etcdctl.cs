using System.Diagnostics;
using Xunit;

namespace Witan.EndToEnd.Tests.Differential;

/// <summary>The installed etcdctl.</summary>
public static class Etcdctl
{
    private const string Program = "etcdctl";

    /// <summary>Skips the test that calls this if a program is not installed.</summary>
    public static void Require(params string[] programs)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        foreach (var program in programs.Append(Program))
        {
            var found = folders.Any(folder => File.Exists(Path.Combine(folder, program)));
            Assert.SkipUnless(found, $"{program} is not installed (Debian: etcd-client, etcd-server)");
        }
    }

    /// <summary>Runs one command to its end.</summary>
    /// <exception cref="OperationCanceledException">It took longer than 15 s, after which it is ended.</exception>
    public static async Task<(int Code, string Output, string Error)> RunAsync(
        string endpoint, IReadOnlyList<string> arguments, string? input = null)
    {
        var start = new ProcessStartInfo(Program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add($"--endpoints={endpoint}");
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["ETCDCTL_API"] = "3";
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await FeedAsync(process, input, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    private static async Task FeedAsync(Process process, string? input, CancellationToken cancellation)
    {
        try
        {
            if (input is not null) await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading its input; its exit code and text say why.
        }
    }
}
