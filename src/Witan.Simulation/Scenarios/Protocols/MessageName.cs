namespace Witan.Simulation.Scenarios;

/// <summary>A name under which a file speaks of messages, or of a kind of evidence about them.</summary>
/// <param name="Name">In the file.</param>
/// <param name="Types">The types of docs/wire-format.md that it stands for; one, or a family.</param>
public sealed record MessageName(string Name, ValueList<byte> Types);
