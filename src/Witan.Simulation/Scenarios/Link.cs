namespace Witan.Simulation.Scenarios;

/// <summary>Two different nodes and what lies between them. In a file: <c>[a, b]</c>.</summary>
public readonly record struct Link(NodeName A, NodeName B);
