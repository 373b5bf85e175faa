using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Simulation.Nodes;

namespace Witan.Simulation.Checking.Oracles;

/// <summary>
/// The first half of O13: the view of a correct replica never decreases, over restarts too. Views begin anew with every
/// configuration, under some protocols with every height.
/// </summary>
/// <param name="faulty">Who may do anything.</param>
/// <param name="findings">Where a decrease is reported.</param>
/// <param name="viewsBeginAnew">Whether a view belongs to the height that is being made.</param>
public sealed class ViewOracle(FaultySet faulty, Findings findings, bool viewsBeginAnew = false) : IClusterObserver
{
    private readonly SortedDictionary<(uint Replica, ulong Configuration, ulong Height), View> _views = [];

    // Notes of a step are seen when it is over: in one of them a replica that was off may go through views of the old
    // configuration and be in the new one at its end. So what counts is what was noted up to here.
    private readonly SortedDictionary<uint, ulong> _configurations = [];

    /// <summary>The highest view that a correct replica entered.</summary>
    public View Highest { get; private set; }

    public void OnStarted(SimulatedReplica replica)
    {
        if (replica.Core is { } core)
            _configurations[replica.Id.Value] = core.Configurations.At(core.Stable.Next).Number.Value;
    }

    public void OnNote(SimulatedReplica replica, Trace trace)
    {
        if (faulty.Contains(replica.Id) || replica.Core is not { } core) return;
        if (trace.Kind == TraceKind.ConfigurationStep)
            _configurations[replica.Id.Value] = core.Configurations.At(trace.Height).Number.Value;
        if (trace.Kind != TraceKind.ViewEntered) return;
        var height = viewsBeginAnew ? trace.Height.Value : 0;
        var reached = core.Configurations.At(core.Stable.Next).Number.Value;
        var noted = Math.Min(reached, _configurations.GetValueOrDefault(replica.Id.Value, reached));
        var key = (replica.Id.Value, noted, height);
        var before = _views.GetValueOrDefault(key);
        // The first view of a configuration may be noted before the configuration itself.
        if (trace.View < before && trace.View < _views.GetValueOrDefault((replica.Id.Value, reached, height)))
            findings.Add("O13 views", $"{replica.Id} went from view {before} to {trace.View}");
        _views[key] = trace.View;
        if (trace.View > Highest) Highest = trace.View;
    }
}
