namespace Witan.Simulation.Checking.Linearizability;

/// <summary>How much a check may cost; beyond it the verdict is <see cref="CheckVerdict.Unknown"/>.</summary>
/// <param name="Steps">Steps of the search over the whole history. Deterministic, unlike time.</param>
/// <param name="CacheBytes">What the configurations kept for one part may take, by estimate.</param>
public sealed record CheckBudget(long Steps, long CacheBytes)
{
    /// <summary>A few seconds and a quarter of a GiB.</summary>
    public static CheckBudget Default { get; } = new(5_000_000, 256L << 20);
}
