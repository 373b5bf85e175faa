namespace Witan.Simulation.Shrinking;

/// <summary>What a minimisation of parts came to.</summary>
/// <param name="Parts">A sublist of the given parts, in their order, that still fails.</param>
/// <param name="Tries">Runs that it took.</param>
/// <param name="IsMinimal">Whether it was seen that no single part can be left out (1-minimal).</param>
/// <param name="Reproduced">False if not even all parts together failed; they are then returned as they were.</param>
public sealed record ShrinkResult<T>(IReadOnlyList<T> Parts, int Tries, bool IsMinimal, bool Reproduced);
