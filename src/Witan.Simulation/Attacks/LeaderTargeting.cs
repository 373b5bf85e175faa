using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Simulation.Networks;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>
/// A32: the network cuts whoever becomes leader from all other replicas. It keeps to the model: nothing is cut from GST
/// on, so in a world without GST it does nothing.
/// </summary>
internal sealed class LeaderTargeting(StrategyCall call) : Attack, IClusterObserver
{
    private readonly List<Cut> _cuts = [];
    private View? _highest;

    private SimulatedCluster Cluster => Liar.Cluster;

    public override void Begin()
    {
        Cluster.Observe(this);
        Cluster.World.At(Cluster.Settings.Network.Gst, End);
        foreach (var name in Liar.Adversary.Correct)
        {
            if (Cluster[name.Index].Core?.Ordering is { } now) Aim(now.View, now.Leader);
        }
    }

    void IClusterObserver.OnNote(SimulatedReplica replica, Trace trace)
    {
        if (trace.Kind != TraceKind.ViewEntered || IsOver || Liar.Adversary.Controls(replica.Id)) return;
        if (replica.Core is { } core) Aim(trace.View, core.Ordering.Leader);
    }

    void IClusterObserver.OnStarted(SimulatedReplica replica)
    {
        if (IsOver || Liar.Adversary.Controls(replica.Id) || replica.Core is not { } core) return;
        Aim(core.Ordering.View, core.Ordering.Leader);
    }

    private void Aim(View view, ReplicaId leader)
    {
        if (view <= _highest) return;
        _highest = view;
        Cluster.World.After(call.Count("afterMs")!.Value * 1000, () => Strike(leader));
    }

    private void Strike(ReplicaId leader)
    {
        if (IsOver || Cluster.World.Now >= Cluster.Settings.Network.Gst) return;
        var name = NodeName.Of(leader);
        var oneWay = call.Flag("oneWay");
        var cut = new Cut((from, to) => from.IsReplica && to.IsReplica && (from == name || (!oneWay && to == name)));
        Cluster.Network.Add(cut);
        _cuts.Add(cut);
        Fire();
        Deeds.Add(Deeds.Cut);
        Cluster.World.After(call.Count("forMs")!.Value * 1000, () => Lift(cut));
    }

    private void Lift(Cut cut)
    {
        Cluster.Network.Remove(cut);
        _cuts.Remove(cut);
    }

    private void End()
    {
        foreach (var cut in _cuts.ToArray()) Lift(cut);
    }
}
