namespace Witan.Simulation.Scenarios;

/// <summary>A setting that only one protocol has.</summary>
/// <param name="Name">In the file.</param>
/// <param name="Meaning">With its unit.</param>
/// <param name="Default">Where the file does not give it.</param>
/// <param name="Min">Smallest.</param>
/// <param name="Max">Largest.</param>
public sealed record ProtocolOption(string Name, string Meaning, double Default, double Min, double Max);
