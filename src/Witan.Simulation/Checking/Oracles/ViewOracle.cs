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

    /// <summary>The highest view that a correct replica entered.</summary>
    public View Highest { get; private set; }

    public void OnNote(SimulatedReplica replica, Trace trace)
    {
        if (trace.Kind != TraceKind.ViewEntered || faulty.Contains(replica.Id)) return;
        if (replica.Core is not { } core) return;
        var height = viewsBeginAnew ? trace.Height.Value : 0;
        var key = (replica.Id.Value, core.Configurations.At(core.Stable.Next).Number.Value, height);
        var before = _views.GetValueOrDefault(key);
        if (trace.View < before)
            findings.Add("O13 views", $"{replica.Id} went from view {before} to {trace.View}");
        _views[key] = trace.View;
        if (trace.View > Highest) Highest = trace.View;
    }
}
