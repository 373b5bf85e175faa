using Witan.Client;
using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Nodes;

/// <summary>
/// Sees everything that happens in a simulated cluster and changes nothing: oracles, traces, counters.
/// </summary>
public interface IClusterObserver
{
    /// <summary>
    /// A replica executed a height, block and bodies at hand; not: replayed it or had it transferred.
    /// </summary>
    void OnExecuted(SimulatedReplica replica, ExecutedBlock block)
    {
    }

    /// <summary>An honest replica is about to let a signature leave.</summary>
    void OnSigned(SimulatedReplica replica, SignedStatement statement)
    {
    }

    void OnNote(SimulatedReplica replica, Trace trace)
    {
    }

    void OnStarted(SimulatedReplica replica)
    {
    }

    /// <summary>A replica stopped: killed, by its disk, or by itself.</summary>
    /// <param name="replica">Who.</param>
    /// <param name="reason">Null when it was killed from outside.</param>
    void OnStopped(SimulatedReplica replica, Exception? reason)
    {
    }

    void OnSent(NodeName from, NodeName to, Message message, long number)
    {
    }

    void OnDelivered(NodeName from, NodeName to, Message message, long number)
    {
    }

    /// <summary>A replica looked at the signatures of a message that it received.</summary>
    /// <param name="replica">Who.</param>
    /// <param name="message">What.</param>
    /// <param name="computed">Signatures that it had not seen before, which had to be computed.</param>
    void OnVerified(SimulatedReplica replica, Message message, long computed)
    {
    }

    void OnLost(NodeName from, NodeName to, Message message, long number, string reason)
    {
    }

    /// <summary>A client's ticket ended.</summary>
    void OnCompleted(SimulatedClient client, ulong ticket, ClientOutcome outcome)
    {
    }
}
