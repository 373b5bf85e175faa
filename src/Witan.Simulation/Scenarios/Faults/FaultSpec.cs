namespace Witan.Simulation.Scenarios;

/// <summary>One entry of <c>faults</c>: when, and what.</summary>
public sealed record FaultSpec(Trigger Trigger, FaultAction Action);
