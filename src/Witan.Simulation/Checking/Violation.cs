namespace Witan.Simulation.Checking;

/// <summary>A property that did not hold.</summary>
/// <param name="Oracle">"O1 agreement", "invariant", "expect.commitsAtLeast": what judged.</param>
/// <param name="Text">What was seen, in one line.</param>
/// <param name="At">Virtual time, microseconds.</param>
public sealed record Violation(string Oracle, string Text, long At);
