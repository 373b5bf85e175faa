namespace Witan.Simulation.Services;

/// <summary>What a workload does; a service says how.</summary>
public enum OperationKind
{
    Put,
    Get,
    Txn,
    Range,
}
