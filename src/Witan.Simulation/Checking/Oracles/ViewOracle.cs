using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Simulation.Nodes;

namespace Witan.Simulation.Checking.Oracles;

/// <summary>
/// The first half of O13: the view of a correct replica never decreases, over restarts too. Views begin anew with every
/// configuration.
/// </summary>
public sealed class ViewOracle(FaultySet faulty, Findings findings) : IClusterObserver
{
    private readonly SortedDictionary<(uint Replica, ulong Configuration), View> _views = [];

    /// <summary>The highest view that a correct replica entered.</summary>
    public View Highest { get; private set; }

    public void OnNote(SimulatedReplica replica, Trace trace)
    {
        if (trace.Kind != TraceKind.ViewEntered || faulty.Contains(replica.Id)) return;
        if (replica.Core is not { } core) return;
        var key = (replica.Id.Value, core.Configurations.At(core.Stable.Next).Number.Value);
        var before = _views.GetValueOrDefault(key);
        if (trace.View < before)
            findings.Add("O13 views", $"{replica.Id} went from view {before} to {trace.View}");
        _views[key] = trace.View;
        if (trace.View > Highest) Highest = trace.View;
    }
}
