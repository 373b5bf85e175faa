using Witan.Simulation.Checking;

namespace Witan.Simulation.Twins;

/// <summary>What a case came to.</summary>
/// <param name="Violations">Broken properties; empty if all held.</param>
/// <param name="Acknowledged">Operations that clients were told of.</param>
/// <param name="HighestView">That a correct replica entered.</param>
/// <param name="Events">Of the simulation.</param>
/// <param name="Chart">Null unless asked for.</param>
public sealed record TwinsResult(
    IReadOnlyList<Violation> Violations, int Acknowledged, ulong HighestView, long Events, string? Chart)
{
    public bool Holds => Violations.Count == 0;
}
