using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Simulation.Nodes;

namespace Witan.Simulation.Checking.Oracles;

/// <summary>The first half of O13: the view of a correct replica never decreases, over restarts too.</summary>
public sealed class ViewOracle(FaultySet faulty, Findings findings) : IClusterObserver
{
    private readonly SortedDictionary<uint, View> _views = [];

    /// <summary>The highest view that a correct replica entered.</summary>
    public View Highest { get; private set; }

    public void OnNote(SimulatedReplica replica, Trace trace)
    {
        if (trace.Kind != TraceKind.ViewEntered || faulty.Contains(replica.Id)) return;
        var before = _views.GetValueOrDefault(replica.Id.Value);
        if (trace.View < before)
            findings.Add("O13 views", $"{replica.Id} went from view {before} to {trace.View}");
        _views[replica.Id.Value] = trace.View;
        if (trace.View > Highest) Highest = trace.View;
    }
}
