using System.Globalization;

namespace Witan.Simulation.Comparing;

/// <summary>A text is no latency map.</summary>
/// <param name="line">From 1.</param>
/// <param name="column">Of the cell in its line, from 1.</param>
/// <param name="problem">What is wrong there.</param>
public sealed class LatencyMapException(int line, int column, string problem)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}: {problem}"))
{
    public int Line { get; } = line;

    public int Column { get; } = column;
}
