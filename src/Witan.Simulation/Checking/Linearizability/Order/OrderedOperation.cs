namespace Witan.Simulation.Checking.Linearizability;

/// <summary>When an operation ran and where it stands in the order.</summary>
/// <param name="Client">Who called.</param>
/// <param name="CalledAt">Virtual time in microseconds.</param>
/// <param name="ReturnedAt"><see cref="long.MaxValue"/> if there was no answer.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="IsRead">Changes nothing, so it may share the position of what it saw.</param>
public readonly record struct OrderedOperation(
    int Client, long CalledAt, long ReturnedAt, OrderPosition Position, bool IsRead);
