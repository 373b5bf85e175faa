using Witan.Core.Application;

namespace Witan.Simulation.Services;

/// <summary>An application as a workload sees it: its state machine, and how operations become bytes and results become text.</summary>
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
    /// What the result says, in one canonical text: equal results give equal texts. What a model of the service would say; null
    /// for bytes that are no result.
    /// </summary>
    string? Read(Operation operation, ReadOnlyMemory<byte> result);
}
