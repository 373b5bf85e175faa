namespace Witan.Simulation.Comparing;

/// <summary>One curve of a chart.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Points">From left to right; both coordinates above 0.</param>
public sealed record ChartLine(string Name, IReadOnlyList<(double X, double Y)> Points);
