namespace Witan.Simulation.Checking.Linearizability;

/// <summary>An operation of a history and its slot in the log.</summary>
/// <param name="Entry">What the client saw.</param>
/// <param name="Slot">
/// Where it was executed; for a read that was not ordered, <see cref="OrderPosition.AfterAllOf"/> the height that it
/// saw. Null if it never was.
/// </param>
public readonly record struct SequencedEntry<TOperation, TResult>(
    HistoryEntry<TOperation, TResult> Entry, OrderPosition? Slot);
