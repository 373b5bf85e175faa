using Witan.Core.Application;
using Witan.Simulation.Checking.Linearizability;
using Witan.Simulation.Workloads;

namespace Witan.Simulation.Services;

/// <summary>
/// An application as a workload sees it: its state machine, how operations become bytes, and what a history of them
/// must look like.
/// </summary>
public interface IService
{
    /// <summary>As in scenario files: "registry", "counter", "null".</summary>
    string Name { get; }

    IStateMachine Machine { get; }

    /// <summary>A request to be ordered; null if the operation is a query.</summary>
    ReadOnlyMemory<byte>? Request(Operation operation);

    /// <summary>A query; null if the operation has to be ordered.</summary>
    ReadOnlyMemory<byte>? Query(Operation operation);

    /// <summary>The same query as a request, for when it cannot be answered by proofs; null if there is none.</summary>
    ReadOnlyMemory<byte>? OrderedQuery(Operation operation) => null;

    /// <summary>
    /// The answer in the words of scenario files: put and del "ok"; txn "ok" or "exists"; get the value or "none";
    /// range the number of keys. Null for bytes that are no answer.
    /// </summary>
    string? Read(Operation operation, ReadOnlyMemory<byte> result);

    /// <summary>Whether the clients' history is linearizable, by the service's sequential model.</summary>
    /// <param name="history">Every call that may have had an effect or was answered.</param>
    LinearizabilityReport Judge(IReadOnlyList<Call> history);
}
