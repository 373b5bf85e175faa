namespace Witan.Simulation.Tracing;

/// <summary>A lane of a sequence chart.</summary>
/// <param name="Node">As in <see cref="RunEvent.Node"/>.</param>
/// <param name="Name">What stands above it, e.g. "R0" or "c1".</param>
public readonly record struct ChartColumn(int Node, string Name);
