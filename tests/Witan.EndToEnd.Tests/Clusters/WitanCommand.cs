using System.Diagnostics;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>The built command, run as its own process.</summary>
internal static class WitanCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static ProcessStartInfo StartInfo(params IEnumerable<string> arguments) => Built("witan", arguments);

    /// <summary>A program that was built beside the tests.</summary>
    public static ProcessStartInfo Built(string name, params IEnumerable<string> arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, name);
        string[] line = File.Exists(program) ? [program] : ["dotnet", program + ".dll"];
        return new ProcessStartInfo(line[0], [.. line[1..], .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="OperationCanceledException">It took longer than a minute, after which it is ended.</exception>
    public static Task<CommandResult> RunAsync(params IEnumerable<string> arguments) =>
        RunAsync(StartInfo(arguments));

    /// <summary>As above, with bytes in its standard input.</summary>
    public static Task<CommandResult> RunAsync(ReadOnlyMemory<byte> input, params IEnumerable<string> arguments) =>
        RunAsync(StartInfo(arguments), input);

    /// <summary>As above, for a start that was prepared: with other variables, or by a shell.</summary>
    public static async Task<CommandResult> RunAsync(ProcessStartInfo start, ReadOnlyMemory<byte> input = default)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("witan did not start");
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, limit.Token);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
