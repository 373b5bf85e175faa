namespace Witan.Simulation.Checking.Linearizability;

/// <summary>An operation on the counter.</summary>
/// <param name="Added">What is added; null to read.</param>
public readonly record struct CounterOperation(long? Added)
{
    public static CounterOperation Read { get; } = new(null);

    public static CounterOperation Add(long amount) => new(amount);
}
