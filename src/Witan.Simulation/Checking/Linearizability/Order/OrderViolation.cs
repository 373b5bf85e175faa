namespace Witan.Simulation.Checking.Linearizability;

/// <summary>The first violation of an order that was found.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Operation">Index of the operation that is wrong.</param>
/// <param name="Other">Index of the operation with which it disagrees, if there is one.</param>
/// <param name="Text">The same for people.</param>
public sealed record OrderViolation(OrderFault Fault, int Operation, int? Other, string Text);
