using Witan.Core.Contract;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Tracing;

namespace Witan.Simulation.Running;

/// <summary>
/// The messages of a run as a sequence chart for a page: what the protocol says, what is decided and in which view, and
/// who crashes. What else happens is left out.
/// </summary>
public static class RunPicture
{
    private static readonly string[] Notes =
        [nameof(TraceKind.Decided), nameof(TraceKind.ViewChangeStarted), nameof(TraceKind.ViewEntered)];

    /// <summary>Runs one seed and draws it.</summary>
    public static (RunResult Result, SequenceChart Chart) Draw(
        Scenario scenario, ulong seed, RunSetup setup, PictureRange range)
    {
        var run = new ScenarioRun(scenario, seed, setup);
        var result = run.Run();
        string[] names = [.. range.Messages.Count > 0 ? range.Messages : MessagesOf(setup.Description)];
        // A trace begins with the start of every node, which says nothing.
        RunEvent[] events =
            [.. run.Events.Where(e => Shows(e, names) && (e.At > 0 || e.Kind != RunEventKind.Restarted))];
        return (result, SequenceChart.Between(events, run.Columns, range.From, range.To));
    }

    /// <summary>Names that may be asked for.</summary>
    public static IReadOnlyList<string> MessagesOf(ProtocolDescription description)
    {
        byte[] shown = [.. description.Authenticators.Where(a => !a.IsPeriodic).Select(a => a.Type)];
        return
        [
            "Bundle", "Reply",
            .. description.Messages.Where(m => m.Types.Count == 1 && shown.Contains(m.Types[0])).Select(m => m.Name),
        ];
    }

    private static bool Shows(in RunEvent entry, string[] names) => entry.Kind switch
    {
        RunEventKind.Sent or RunEventKind.Delivered or RunEventKind.Dropped => names.Contains(entry.Type),
        RunEventKind.Note => Notes.Contains(entry.Type),
        _ => true,
    };
}
