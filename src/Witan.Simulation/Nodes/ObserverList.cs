using Witan.Client;
using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Nodes;

/// <summary>All observers of a cluster, told in the order in which they were added.</summary>
internal sealed class ObserverList : IClusterObserver
{
    private readonly List<IClusterObserver> _observers = [];

    public void Add(IClusterObserver observer) => _observers.Add(observer);

    public void OnExecuted(SimulatedReplica replica, ExecutedBlock block)
    {
        foreach (var observer in _observers) observer.OnExecuted(replica, block);
    }

    public void OnSigned(SimulatedReplica replica, SignedStatement statement)
    {
        foreach (var observer in _observers) observer.OnSigned(replica, statement);
    }

    public void OnNote(SimulatedReplica replica, Trace trace)
    {
        foreach (var observer in _observers) observer.OnNote(replica, trace);
    }

    public void OnStarted(SimulatedReplica replica)
    {
        foreach (var observer in _observers) observer.OnStarted(replica);
    }

    public void OnStopped(SimulatedReplica replica, Exception? reason)
    {
        foreach (var observer in _observers) observer.OnStopped(replica, reason);
    }

    public void OnSent(NodeName from, NodeName to, Message message, long number)
    {
        foreach (var observer in _observers) observer.OnSent(from, to, message, number);
    }

    public void OnDelivered(NodeName from, NodeName to, Message message, long number)
    {
        foreach (var observer in _observers) observer.OnDelivered(from, to, message, number);
    }

    public void OnVerified(SimulatedReplica replica, Message message, long computed)
    {
        foreach (var observer in _observers) observer.OnVerified(replica, message, computed);
    }

    public void OnLost(NodeName from, NodeName to, Message message, long number, string reason)
    {
        foreach (var observer in _observers) observer.OnLost(from, to, message, number, reason);
    }

    public void OnCompleted(SimulatedClient client, ulong ticket, ClientOutcome outcome)
    {
        foreach (var observer in _observers) observer.OnCompleted(client, ticket, outcome);
    }
}
