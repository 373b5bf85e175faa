namespace Witan.Simulation.Scenarios;

/// <summary>Why a file is no scenario.</summary>
/// <param name="Path">Where, e.g. <c>$.faults[2].node</c>.</param>
/// <param name="Message">One line: what is wrong and what is allowed.</param>
public sealed record ScenarioProblem(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}
