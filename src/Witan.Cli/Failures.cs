using System.Globalization;
using Witan.Cli.Output;
using Witan.Client;
using Witan.Node;

namespace Witan.Cli;

/// <summary>What went wrong, in one line for people and a code for scripts.</summary>
internal static class Failures
{
    /// <summary>Says it on standard error.</summary>
    /// <returns>The exit code.</returns>
    public static int Say(Exception failure)
    {
        // Work on several threads hands over what each of them threw.
        if (failure is AggregateException { InnerExceptions: [var only, ..] }) return Say(only);
        var (code, line) = Read(failure);
        // A file of another organisation may be quoted in it.
        CommandLine.Say(CellText.Clean(line.ReplaceLineEndings(" ")));
        return code;
    }

    private static (int Code, string Line) Read(Exception failure) => failure switch
    {
        UsageException or NodeSetupException { IsBadFile: true } => (ExitCode.Usage, failure.Message),
        NodeSetupException => (ExitCode.Failed, failure.Message),
        WitanUnavailableException or WitanOutcomeUnknownException => (ExitCode.Unreachable, failure.Message),
        WitanProofException => (ExitCode.NotProved, failure.Message),
        OperationCanceledException { InnerException: TimeoutException } or TimeoutException =>
            (ExitCode.Unreachable, "no answer in time; is the cluster up? see: witan status"),
        OperationCanceledException => (ExitCode.Interrupted, "interrupted"),
        IOException or UnauthorizedAccessException => (ExitCode.Failed, FileTrouble.Of(failure)),
        _ => (ExitCode.Failed, Fault(failure)),
    };

    /// <summary>What nobody foresaw: the trace is for who mends it, and goes to a file.</summary>
    private static string Fault(Exception failure)
    {
        var line = $"a fault of this program ({failure.GetType().Name}); please report it";
        var file = Path.Combine(Path.GetTempPath(), string.Create(
            CultureInfo.InvariantCulture, $"witan-fault-{Environment.ProcessId}.txt"));
        try
        {
            // A new one that nobody else reads: the folder is everybody's.
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var trace = new StreamWriter(file, options);
            trace.WriteLine($"{Environment.CommandLine}\n{failure}");
            return $"{line} with the file {file}";
        }
        catch (Exception unwritten) when (unwritten is IOException or UnauthorizedAccessException)
        {
            return $"{line}: {failure}";
        }
    }
}
