namespace Witan.Simulation.Checking.Linearizability;

/// <summary>An operation on one register of whole numbers.</summary>
/// <param name="Written">The value to write; null to read.</param>
public readonly record struct RegisterOperation(long? Written)
{
    public static RegisterOperation Read { get; } = new(null);

    public static RegisterOperation Write(long value) => new(value);
}
