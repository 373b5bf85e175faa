namespace Witan.Simulation.Tracing;

/// <summary>One row of a sequence chart.</summary>
/// <param name="At">Virtual time in microseconds.</param>
/// <param name="Mark">How it is drawn.</param>
/// <param name="From">Index of the column where it starts; 0 for a banner.</param>
/// <param name="To">
/// Index of the column where it ends; the same as <paramref name="From"/> for what is no message.
/// </param>
/// <param name="Label">What it says.</param>
/// <param name="Down">The columns that are down in this row, as a set of bits.</param>
public readonly record struct ChartRow(long At, ChartMark Mark, int From, int To, string Label, ulong Down);
