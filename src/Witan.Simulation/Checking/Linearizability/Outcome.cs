namespace Witan.Simulation.Checking.Linearizability;

/// <summary>What a client knows about one operation's result. The default value is "unknown".</summary>
/// <param name="IsKnown">
/// False after a time-out or a crash: the operation took effect, will take effect, or never.
/// </param>
/// <param name="Value">Meaningful only if known.</param>
public readonly record struct Outcome<TResult>(bool IsKnown, TResult? Value)
{
    /// <summary>The result, of an operation that was answered.</summary>
    public TResult Result =>
        IsKnown ? Value! : throw new InvalidOperationException("the outcome of this operation is unknown");
}
