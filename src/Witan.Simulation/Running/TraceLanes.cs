using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Tracing;

namespace Witan.Simulation.Running;

/// <summary>
/// The one numbering of a trace: replicas, their twins, then clients and gateways. Asked twice per message.
/// </summary>
internal sealed class TraceLanes
{
    private readonly List<NodeName> _parties = [];
    private readonly List<int>[] _byKind = [.. Enum.GetValues<NodeKind>().Select(_ => new List<int>())];

    public TraceLanes(SimulatedCluster cluster)
    {
        foreach (var replica in cluster.Replicas) Add(replica.Name);
        foreach (var twin in cluster.Twins) Add(twin.Name);
        foreach (var client in cluster.Clients) Add(client.Name);
    }

    /// <summary>By their numbers.</summary>
    public IReadOnlyList<NodeName> Parties => _parties;

    public int this[NodeName party] => _byKind[(int)party.Kind][party.Index];

    private void Add(NodeName party)
    {
        // Twins have gaps: not every replica runs twice.
        var lanes = _byKind[(int)party.Kind];
        while (lanes.Count <= party.Index) lanes.Add(RunEvent.World);
        lanes[party.Index] = _parties.Count;
        _parties.Add(party);
    }
}
