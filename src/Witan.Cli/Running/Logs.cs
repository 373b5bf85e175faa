using Microsoft.Extensions.Logging;

namespace Witan.Cli.Running;

/// <summary>Where a long-running command logs: standard error, or a file when a parent runs it.</summary>
internal static class Logs
{
    public static void Configure(ILoggingBuilder logs, string? file)
    {
        logs.SetMinimumLevel(LogLevel.Information);
        logs.AddFilter("Microsoft", LogLevel.Warning);
        // Why a host did not start is said in one line by the command.
        logs.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        logs.AddProvider(new LineLogger(file is null ? Console.Error : OpenAppend(file)));
    }

    private static StreamWriter OpenAppend(string file) =>
        new(new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
}
