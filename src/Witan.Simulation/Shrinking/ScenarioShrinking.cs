using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Shrinking;

/// <summary>What a failing scenario came to.</summary>
/// <param name="Smallest">The smallest that was seen to fail.</param>
/// <param name="Oracle">At which it fails, like the one that was given.</param>
/// <param name="Tries">Runs that it took.</param>
/// <param name="IsMinimal">Whether a last pass found nothing more to leave out; false where the tries were
/// over.</param>
public sealed record ScenarioShrinking(Scenario Smallest, string Oracle, int Tries, bool IsMinimal);
