namespace Witan.Simulation.Scenarios;

/// <summary>A value under a name of the file's own choice.</summary>
public sealed record Named<T>(string Name, T Value);
