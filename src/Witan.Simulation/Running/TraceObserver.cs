using Witan.Client;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Simulation.Networks;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Tracing;

namespace Witan.Simulation.Running;

/// <summary>Writes down what happens in a cluster.</summary>
internal sealed class TraceObserver(SimulatedCluster cluster, RunTrace trace) : IClusterObserver
{
    private readonly TraceLanes _lanes = new(cluster);

    /// <summary>One column per party, replicas first.</summary>
    public IReadOnlyList<ChartColumn> Columns => [.. _lanes.Parties.Select(
        (name, lane) => new ChartColumn(lane, name.IsReplica ? "R" + name : name.ToString()))];

    public void OnSent(NodeName from, NodeName to, Message message, long number) =>
        Add(RunEventKind.Sent, from, to, message, number);

    public void OnDelivered(NodeName from, NodeName to, Message message, long number) =>
        Add(RunEventKind.Delivered, to, from, message, number);

    public void OnLost(NodeName from, NodeName to, Message message, long number, string reason) =>
        Add(RunEventKind.Dropped, to, from, message, number, reason);

    public void OnNote(SimulatedReplica replica, Trace note) => trace.Add(new RunEvent
    {
        At = cluster.World.Now, Node = _lanes[replica.Name], Kind = RunEventKind.Note, Type = note.Kind.ToString(),
        Height = note.Height.Value, View = note.View.Value, DigestPrefix = RunEvent.PrefixOf(note.Digest),
        Text = note.Reason,
    });

    public void OnStarted(SimulatedReplica replica) => Add(replica, RunEventKind.Restarted, string.Empty);

    public void OnStopped(SimulatedReplica replica, Exception? reason) =>
        Add(replica, RunEventKind.Crashed, reason?.Message ?? string.Empty);

    public void OnCompleted(SimulatedClient client, ulong ticket, ClientOutcome outcome) => trace.Add(new RunEvent
    {
        At = cluster.World.Now, Node = _lanes[client.Name], Kind = RunEventKind.Answered, Type = outcome.GetType().Name,
    });

    /// <summary>What concerns no one node.</summary>
    public void Add(RunEventKind kind, string text) =>
        trace.Add(new RunEvent { At = cluster.World.Now, Node = RunEvent.World, Kind = kind, Text = text });

    private void Add(SimulatedReplica replica, RunEventKind kind, string text) =>
        trace.Add(new RunEvent { At = cluster.World.Now, Node = _lanes[replica.Name], Kind = kind, Text = text });

    private void Add(RunEventKind kind, NodeName node, NodeName peer, Message message, long number, string text = "")
    {
        var (height, view) = PlaceOf(message);
        trace.Add(new RunEvent
        {
            At = cluster.World.Now, Node = _lanes[node], Kind = kind, Type = MessageNames.Of(message),
            Peer = _lanes[peer],
            Message = number, Height = height, View = view, Text = text,
        });
    }

    /// <summary>Where a statement stands: its promise key is (view, slot), or a height alone.</summary>
    private static (ulong Height, ulong View) PlaceOf(Message message)
    {
        if (message is not SignedStatement { Statement: { Promise: { } key } statement }) return (0, 0);
        return statement.Type < MessageType.FirstOfProtocol ? (key.Major, 0) : (key.Minor, key.Major);
    }
}
