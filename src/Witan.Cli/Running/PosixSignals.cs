using System.Runtime.InteropServices;

namespace Witan.Cli.Running;

/// <summary>Ctrl-C and SIGTERM.</summary>
internal static class PosixSignals
{
    private static readonly List<PosixSignalRegistration> Kept = [];

    /// <summary>Does nothing on Ctrl-C: the parent says when to stop.</summary>
    public static void Ignore() =>
        Kept.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true));

    /// <summary>Calls back for each, instead of ending the process.</summary>
    public static void On(Action signal)
    {
        foreach (var kind in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
        {
            Kept.Add(PosixSignalRegistration.Create(kind, context =>
            {
                context.Cancel = true;
                signal();
            }));
        }
    }
}
