namespace Witan.Simulation.Scenarios;

/// <summary>What came of reading a file.</summary>
/// <param name="Scenario">Null if there is any problem.</param>
/// <param name="Problems">In the order in which they were found, at most
/// <see cref="ScenarioReader.MaxProblems"/>.</param>
public sealed record ScenarioReading(Scenario? Scenario, ValueList<ScenarioProblem> Problems);
