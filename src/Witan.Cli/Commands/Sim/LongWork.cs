namespace Witan.Cli.Commands.Sim;

/// <summary>Work of minutes, which Ctrl-C and SIGTERM end early and in order: what it has found is said.</summary>
internal static class LongWork
{
    /// <summary>On another thread, so that a signal is heard while it runs.</summary>
    public static Task<int> Run(Func<int> work) => Task.Run(work);

    /// <summary>A failure is one however the work ended; without one, what was ended early shows nothing.</summary>
    public static int ExitOf(int failures, CancellationToken cancellation)
    {
        if (failures > 0) return ExitCode.Failed;
        if (!cancellation.IsCancellationRequested) return ExitCode.Done;
        CommandLine.Say("interrupted: this is what ran until then");
        return ExitCode.Interrupted;
    }
}
